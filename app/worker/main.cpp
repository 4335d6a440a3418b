#include "compute/sandbox/worker.h"

int main() { return xpu::sandbox::runWorker(); }
