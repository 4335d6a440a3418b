// What every kernel begins with. C0, C1, ... are the constants of its dispatch.
#pragma OPENCL FP_CONTRACT OFF
#ifdef cl_khr_fp64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif
#define ITEM ((uint)(get_group_id(0) * get_local_size(0) + get_local_id(0)))
