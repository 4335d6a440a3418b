# cmake -DFROM=x.cl -DTO=x.cl.inc -P embed.cmake: the text as a C++ literal.
file(READ ${FROM} text)
file(WRITE ${TO} "R\"OPENCL(${text})OPENCL\"\n")
