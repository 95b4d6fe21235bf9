// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Defaults of AddressSanitizer for every program of the preset `asan`. LLVM's headers poison the unused part of an
// arena when they are compiled with it; Debian's libMLIR, which is not, then hands that memory out without a word.

extern "C" const char *__asan_default_options(); // declared here, or clang warns

extern "C" const char *__asan_default_options() { return "allow_user_poisoning=0"; }
