/*
 * Loaded into Berth before the C library (LD_PRELOAD): counts the calls that change something inside one folder, over
 * all threads, and ends the process at one of them. strace could do both, but counts by thread: where the main thread
 * makes seventy writes, the first seventy of any other thread are out of its reach.
 *
 *   CRASH_FOLDER   the folder, by its real path
 *   CRASH_LOG      a file: one line for the fatal call, or for every call when none is
 *   CRASH_AT       the number of the fatal call, from 1; 0 for none
 *   CRASH_AFTER    1: the call has had its effect and its thread has not gone on; 0: it was never made
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX];
static size_t folder_length;
static long fatal;
static int after;
static int log_file = -1;
static atomic_long made;

__attribute__((constructor)) static void arm(void) {
  const char *inside = getenv("CRASH_FOLDER"), *log = getenv("CRASH_LOG"), *at = getenv("CRASH_AT");
  if (inside == NULL || log == NULL || at == NULL) return;
  folder_length = strlen(inside);
  if (folder_length == 0 || folder_length >= sizeof folder) return;
  memcpy(folder, inside, folder_length + 1);
  fatal = atol(at);
  const char *when = getenv("CRASH_AFTER");
  after = when != NULL && strcmp(when, "1") == 0;
  /* Past the C library: these are not calls of Berth. */
  log_file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void note(long number, const char *name, const char *path) {
  char line[PATH_MAX + 64];
  const char *within = path + folder_length;
  int length = snprintf(line, sizeof line, "%ld %s %s\n", number, name, *within == '/' ? within + 1 : ".");
  syscall(SYS_write, log_file, line, length);
}

static void die(long number, const char *name, const char *path) {
  note(number, name, path);
  /* Not past this line: the signal is taken before the thread returns from the call that sends it. */
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* The number of the call, 0 when it is not inside the folder. */
static long begin(const char *name, const char *path) {
  if (log_file < 0 || strncmp(path, folder, folder_length) != 0) return 0;
  if (path[folder_length] != '/' && path[folder_length] != '\0') return 0;
  long number = atomic_fetch_add(&made, 1) + 1;
  if (fatal == 0) note(number, name, path);
  if (number == fatal && !after) die(number, name, path);
  return number;
}

static void end(long number, const char *name, const char *path) {
  if (number != 0 && number == fatal) die(number, name, path);
}

static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (found == NULL) abort();
  return found;
}

/* Where a descriptor leads, "" when to no file or folder: most writes of a server go to sockets. */
static const char *path_of(int descriptor, char *path) {
  struct stat found;
  char link[64];
  path[0] = '\0';
  if (log_file < 0 || fstat(descriptor, &found) != 0) return path;
  if (!S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode)) return path;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = '\0';
  return path;
}

#define AT_PATH(result, name, parameters, arguments, path)                   \
  result name parameters {                                                   \
    static result(*next) parameters;                                         \
    if (next == NULL) next = real(#name);                                    \
    long number = begin(#name, path);                                        \
    result value = next arguments;                                           \
    end(number, #name, path);                                                \
    return value;                                                            \
  }

#define AT_DESCRIPTOR(result, name, parameters, arguments)                   \
  result name parameters {                                                   \
    static result(*next) parameters;                                         \
    if (next == NULL) next = real(#name);                                    \
    char path[PATH_MAX];                                                     \
    path_of(descriptor, path);                                               \
    long number = begin(#name, path);                                        \
    result value = next arguments;                                           \
    end(number, #name, path);                                                \
    return value;                                                            \
  }

AT_PATH(int, mkdir, (const char *path, mode_t mode), (path, mode), path)
AT_PATH(int, rmdir, (const char *path), (path), path)
AT_PATH(int, unlink, (const char *path), (path), path)
AT_PATH(int, rename, (const char *path, const char *to), (path, to), path)
AT_PATH(int, link, (const char *path, const char *to), (path, to), to)

AT_DESCRIPTOR(int, fsync, (int descriptor), (descriptor))
AT_DESCRIPTOR(int, fdatasync, (int descriptor), (descriptor))
AT_DESCRIPTOR(int, ftruncate64, (int descriptor, off64_t length), (descriptor, length))
AT_DESCRIPTOR(ssize_t, write, (int descriptor, const void *bytes, size_t count), (descriptor, bytes, count))
AT_DESCRIPTOR(ssize_t, writev, (int descriptor, const struct iovec *parts, int count), (descriptor, parts, count))
AT_DESCRIPTOR(ssize_t, pwrite64, (int descriptor, const void *bytes, size_t count, off64_t at),
              (descriptor, bytes, count, at))
AT_DESCRIPTOR(ssize_t, pwritev64, (int descriptor, const struct iovec *parts, int count, off64_t at),
              (descriptor, parts, count, at))

/* The opening of a file changes the folder when it makes or empties it. */
int open64(const char *path, int flags, ...) {
  static int (*next)(const char *, int, ...);
  if (next == NULL) next = real("open64");
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  int changes = (flags & O_TRUNC) != 0 || ((flags & O_CREAT) != 0 && access(path, F_OK) != 0);
  long number = changes ? begin("open64", path) : 0;
  int value = next(path, flags, mode);
  end(number, "open64", path);
  return value;
}
