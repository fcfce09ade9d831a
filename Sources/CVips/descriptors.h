/// Three functions of Linux that Swift does not see: glibc shows them to `_GNU_SOURCE` only, and a module that defined it would
/// disagree with Swift's own about the C library's types.
#ifndef STET_CVIPS_DESCRIPTORS_H
#define STET_CVIPS_DESCRIPTORS_H

#include <fcntl.h>
#include <spawn.h>

/// A pipe that no program inherits which another thread starts meanwhile.
static inline int stet_pipe(int ends[2]) {
    extern int pipe2(int ends[2], int flags);
    return pipe2(ends, O_CLOEXEC);
}

/// Makes a pipe hold a megabyte, so that a picture goes through in few pieces. Where that is refused it takes more of them.
static inline void stet_pipe_enlarge(int end) {
    const int set_pipe_size = 1031;  // F_SETPIPE_SZ
    fcntl(end, set_pipe_size, 1048576);
}

/// Lets a program that is started have no descriptor from this one on.
static inline int stet_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
    extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

#endif
