# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# How a library, a program and a unit test of the project are declared.

add_library(engram_options INTERFACE)
target_compile_options(engram_options INTERFACE -Wall -Wextra -Wno-unused-parameter -ffp-contract=off
                       $<$<BOOL:${ENGRAM_WERROR}>:-Werror>
                       # std::stable_sort of libstdc++ 12 uses what libstdc++ 12 deprecates.
                       $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
# lld links the tools in a tenth of the time of GNU ld. Debian's lld-22 brings no plain `ld.lld` into the PATH; -B shows the compiler where it is.
target_link_options(engram_options INTERFACE -fuse-ld=lld -B${LLVM_TOOLS_BINARY_DIR})
target_link_libraries(engram_options INTERFACE Threads::Threads)

# engram_add_library(NAME SRCS file... [LINK target...] [DEPENDS target...])
function(engram_add_library name)
  cmake_parse_arguments(ARG "" "" "SRCS;LINK;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SRCS})
  target_link_libraries(${name} PUBLIC engram_options ${ARG_LINK})
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
endfunction()

# engram_add_executable(NAME SRCS file... [LINK target...])
function(engram_add_executable name)
  cmake_parse_arguments(ARG "" "" "SRCS;LINK" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_link_libraries(${name} PRIVATE engram_options ${ARG_LINK})
  if(CMAKE_BUILD_TYPE STREQUAL Asan)
    target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/AsanOptions.cpp)
  endif()
endfunction()

# engram_add_unit_test(NAME SRCS file... [LINK target...]): a GoogleTest program, one ctest entry, label "unit".
# Tests run in the root of the clone, and ENGRAM_SOURCE_DIR is relative to it: a command line that named the clone would
# never be found in ccache by another one.
function(engram_add_unit_test name)
  cmake_parse_arguments(ARG "" "" "SRCS;LINK" ${ARGN})
  engram_add_executable(${name} SRCS ${ARG_SRCS} LINK ${ARG_LINK} GTest::gtest_main GTest::gmock)
  target_compile_definitions(${name} PRIVATE ENGRAM_SOURCE_DIR=".")
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 300)
endfunction()
