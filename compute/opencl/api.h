#pragma once

#include "core/base/result.h"

#define CL_TARGET_OPENCL_VERSION 120
#define CL_USE_DEPRECATED_OPENCL_1_2_APIS
#include <CL/cl.h>

#include <functional>
#include <string>

namespace xpu::opencl {

// The member, its type and its look-up come from the same name.
#define XPU_CL_FUNCTIONS(X)                                                                        \
    X(clGetPlatformIDs)                                                                            \
    X(clGetPlatformInfo)                                                                           \
    X(clGetDeviceIDs)                                                                              \
    X(clGetDeviceInfo)                                                                             \
    X(clCreateContext)                                                                             \
    X(clReleaseContext)                                                                            \
    X(clCreateCommandQueue)                                                                        \
    X(clReleaseCommandQueue)                                                                       \
    X(clCreateBuffer)                                                                              \
    X(clCreateSubBuffer)                                                                           \
    X(clReleaseMemObject)                                                                          \
    X(clCreateProgramWithSource)                                                                   \
    X(clCreateProgramWithBinary)                                                                   \
    X(clBuildProgram)                                                                              \
    X(clGetProgramInfo)                                                                            \
    X(clGetProgramBuildInfo)                                                                       \
    X(clReleaseProgram)                                                                            \
    X(clCreateKernel)                                                                              \
    X(clSetKernelArg)                                                                              \
    X(clReleaseKernel)                                                                             \
    X(clGetKernelInfo)                                                                             \
    X(clGetKernelArgInfo)                                                                          \
    X(clGetKernelWorkGroupInfo)                                                                    \
    X(clEnqueueNDRangeKernel)                                                                      \
    X(clEnqueueReadBuffer)                                                                         \
    X(clEnqueueWriteBuffer)                                                                        \
    X(clEnqueueMapBuffer)                                                                          \
    X(clEnqueueUnmapMemObject)                                                                     \
    X(clGetEventInfo)                                                                              \
    X(clGetEventProfilingInfo)                                                                     \
    X(clReleaseEvent)                                                                              \
    X(clFlush)                                                                                     \
    X(clFinish)

// A name cannot stand in parentheses. NOLINTNEXTLINE(bugprone-macro-parentheses)
#define XPU_CL_MEMBER(name) decltype(&::name) name = nullptr;

/// The loader's functions. A plain table, so that a test can put a failing driver behind one entry.
struct Api {
    XPU_CL_FUNCTIONS(XPU_CL_MEMBER)
};

#undef XPU_CL_MEMBER

/// Test seam: changes the table before its first use.
using Patch = std::function<void(Api&)>;

/// The system's loader, opened at run time: a machine without it starts the program all the same.
/// It stays open until the process ends, because drivers leave exit handlers behind.
/// Errc::NotFound names the library that is missing, Errc::Unsupported the function it lacks.
Result<Api> openLoader(const char* library = "libOpenCL.so.1");

/// "CL_INVALID_VALUE", ...; the number for codes without a name here.
std::string nameOf(cl_int code);

/// An ordinary failure from a return code; `what` says which call.
tl::unexpected<Error> failure(cl_int code, const char* what);

} // namespace xpu::opencl
