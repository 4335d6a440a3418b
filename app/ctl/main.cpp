#include "app/ctl/verbs.h"

int main(int argc, char** argv) { return xpu::ctl::runCommandLine(argc, argv); }
