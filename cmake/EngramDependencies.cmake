# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Everything from outside, found once. All of it comes from Debian packages (scripts/install.sh).

find_package(MLIR 22.1 REQUIRED CONFIG HINTS /usr/lib/llvm-22/lib/cmake/mlir)
list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
include(TableGen)
include(AddLLVM)
include(AddMLIR)  # for mlir_tablegen; HandleLLVMOptions is left out, it would add -fno-exceptions
# mlir_tablegen reads the include paths of the directory, not of a target.
include_directories(SYSTEM ${MLIR_INCLUDE_DIRS} ${LLVM_INCLUDE_DIRS})
include_directories(${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})

# The shared libraries only: static and shared MLIR in one program have two sets of type ids.
add_library(engram_mlir INTERFACE)
target_link_libraries(engram_mlir INTERFACE ${LLVM_LIBRARY_DIR}/libMLIR.so ${LLVM_LIBRARY_DIR}/libLLVM.so)

find_package(PkgConfig REQUIRED)
pkg_check_modules(SYSTEMC REQUIRED IMPORTED_TARGET systemc)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
find_package(Threads REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
find_program(ENGRAM_FLATC flatc REQUIRED)
find_program(ENGRAM_LIT lit HINTS ${LLVM_TOOLS_BINARY_DIR} REQUIRED)
