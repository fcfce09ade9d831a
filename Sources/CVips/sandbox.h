/// What a process that reads strange bytes gives up: a seccomp filter that names the few system calls left to it.
///
/// A list of what is allowed, not of what is forbidden: the kernel gains calls (io_uring opens files and sockets without
/// `openat` and `socket`). What is not on it answers ENOSYS, which every library takes for an older kernel; EPERM would
/// keep glibc from falling back, from `clone3` to `clone` for one.
///
/// Sources: man seccomp(2), linux/Documentation/userspace-api/seccomp_filter.rst.
#ifndef STET_CVIPS_SANDBOX_H
#define STET_CVIPS_SANDBOX_H

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef CLONE_THREAD
#define CLONE_THREAD 0x00010000
#endif

#if defined(__x86_64__)
#define STET_AUDIT_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define STET_AUDIT_ARCH AUDIT_ARCH_AARCH64
#endif

#define STET_ARGUMENT(n) (offsetof(struct seccomp_data, args) + 8 * (n))

/// Memory, threads, time, and the descriptors that are open already.
static const int stet_calls_of_all[] = {
    __NR_read, __NR_write, __NR_readv, __NR_writev, __NR_close, __NR_lseek, __NR_fstat, __NR_ppoll,
    __NR_mmap, __NR_mprotect, __NR_munmap, __NR_mremap, __NR_madvise, __NR_brk, __NR_membarrier,
    __NR_futex, __NR_set_robust_list, __NR_get_robust_list, __NR_rseq, __NR_exit, __NR_exit_group,
    __NR_sched_yield, __NR_sched_getaffinity, __NR_sched_getparam, __NR_sched_getscheduler, __NR_getcpu,
    __NR_rt_sigaction, __NR_rt_sigprocmask, __NR_rt_sigreturn, __NR_sigaltstack, __NR_restart_syscall,
    __NR_clock_gettime, __NR_clock_getres, __NR_clock_nanosleep, __NR_nanosleep, __NR_gettimeofday,
    __NR_getpid, __NR_gettid, __NR_getuid, __NR_geteuid, __NR_getgid, __NR_getegid, __NR_getrusage,
    __NR_getrandom, __NR_sysinfo, __NR_uname, __NR_eventfd2,
#ifdef __NR_poll
    __NR_poll,
#endif
#ifdef __NR_time
    __NR_time,
#endif
};

/// Finding and reading font files, where no strange bytes are read.
static const int stet_calls_of_readers[] = {
    __NR_newfstatat, __NR_statx, __NR_statfs, __NR_fstatfs, __NR_faccessat, __NR_readlinkat, __NR_getdents64,
    __NR_getcwd, __NR_fcntl, __NR_pread64, __NR_fadvise64,
#ifdef __NR_stat
    __NR_stat, __NR_lstat, __NR_access, __NR_readlink,
#endif
#ifdef __NR_faccessat2
    __NR_faccessat2,
#endif
};

/// Confines every thread of this process for good. `reads_files`: files may be opened, to read only.
///
/// Answers 0, or the number of the error where the system has no such filters or grants none.
static inline int stet_confine(int reads_files) {
#ifdef STET_AUDIT_ARCH
    struct sock_filter filter[160];
    unsigned short n = 0;
#define STET_ADD(statement) filter[n++] = (struct sock_filter)statement
#define STET_ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define STET_REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS)
#define STET_LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)
#define STET_IF(test, value, otherwise) BPF_JUMP(BPF_JMP | test | BPF_K, value, 0, otherwise)
    STET_ADD(STET_LOAD(offsetof(struct seccomp_data, arch)));
    STET_ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, STET_AUDIT_ARCH, 1, 0));
    STET_ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    // The numbers of x32, of which none is listed, lie above all others: they are refused with the rest.
    STET_ADD(STET_LOAD(offsetof(struct seccomp_data, nr)));
    for (size_t i = 0; i < sizeof stet_calls_of_all / sizeof *stet_calls_of_all; i++) {
        STET_ADD(STET_IF(BPF_JEQ, (unsigned)stet_calls_of_all[i], 1));
        STET_ADD(STET_ALLOW);
    }
    for (size_t i = 0; reads_files && i < sizeof stet_calls_of_readers / sizeof *stet_calls_of_readers; i++) {
        STET_ADD(STET_IF(BPF_JEQ, (unsigned)stet_calls_of_readers[i], 1));
        STET_ADD(STET_ALLOW);
    }
    // Threads, not processes.
    STET_ADD(STET_IF(BPF_JEQ, __NR_clone, 4));
    STET_ADD(STET_LOAD(STET_ARGUMENT(0)));
    STET_ADD(STET_IF(BPF_JSET, CLONE_THREAD, 1));
    STET_ADD(STET_ALLOW);
    STET_ADD(STET_REFUSE);
    // Signals and limits for itself, not for the server.
    STET_ADD(STET_IF(BPF_JEQ, __NR_tgkill, 4));
    STET_ADD(STET_LOAD(STET_ARGUMENT(0)));
    STET_ADD(STET_IF(BPF_JEQ, (unsigned)getpid(), 1));
    STET_ADD(STET_ALLOW);
    STET_ADD(STET_REFUSE);
    STET_ADD(STET_IF(BPF_JEQ, __NR_prlimit64, 4));
    STET_ADD(STET_LOAD(STET_ARGUMENT(0)));
    STET_ADD(STET_IF(BPF_JEQ, 0, 1));
    STET_ADD(STET_ALLOW);
    STET_ADD(STET_REFUSE);
    if (reads_files) {
        STET_ADD(STET_IF(BPF_JEQ, __NR_openat, 4));
        STET_ADD(STET_LOAD(STET_ARGUMENT(2)));
        STET_ADD(STET_IF(BPF_JSET, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 1));
        STET_ADD(STET_REFUSE);
        STET_ADD(STET_ALLOW);
#ifdef __NR_open
        STET_ADD(STET_IF(BPF_JEQ, __NR_open, 4));
        STET_ADD(STET_LOAD(STET_ARGUMENT(1)));
        STET_ADD(STET_IF(BPF_JSET, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 1));
        STET_ADD(STET_REFUSE);
        STET_ADD(STET_ALLOW);
#endif
    }
    STET_ADD(STET_REFUSE);
#undef STET_ADD
#undef STET_ALLOW
#undef STET_REFUSE
#undef STET_LOAD
#undef STET_IF
    struct sock_fprog program = {n, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return errno;
    // All threads at once: some run already.
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program)) return errno;
    return 0;
#else
    (void)reads_files;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ? errno : ENOSYS;
#endif
}

#endif
