/* A power cut without pulling a plug: every file that the program syncs is copied, as it is then, into a second folder; renames and
 * removals are repeated there. What the second folder holds is what a disk would hold that keeps only what was synced.
 *
 *   cc -shared -fPIC -o power-cut.so power-cut.c -ldl
 *   LD_PRELOAD=power-cut.so LIVE=/data SYNCED=/shadow program
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The place in the second folder that stands for a path in the first; 0 when the path lies elsewhere. */
static int synced_path(const char *path, char *out) {
  const char *live = getenv("LIVE"), *synced = getenv("SYNCED");
  if (!live || !synced || strncmp(path, live, strlen(live)) != 0) return 0;
  return snprintf(out, PATH_MAX, "%s%s", synced, path + strlen(live)) < PATH_MAX;
}

static void keep(int fd) {
  char link[64], path[PATH_MAX], target[PATH_MAX], unfinished[PATH_MAX + 8], buffer[65536];
  struct stat about;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) || !synced_path(path, target)) return;
  snprintf(unfinished, sizeof unfinished, "%s.part", target);
  int from = open(path, O_RDONLY), to = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  for (ssize_t n; from >= 0 && to >= 0 && (n = read(from, buffer, sizeof buffer)) > 0;)
    if (write(to, buffer, n) != n) abort();
  if (from >= 0) close(from);
  if (to >= 0) close(to);
  /* In one step: a kill in the middle of this copy must not look like a torn disk. */
  int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
  real(unfinished, target);
}

#define SYNC(name)                               \
  int name(int fd) {                             \
    int (*real)(int) = dlsym(RTLD_NEXT, #name);  \
    int result = real(fd);                       \
    if (result == 0) keep(fd);                   \
    return result;                               \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  char target[PATH_MAX];
  int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
  int result = real(path);
  if (result == 0 && synced_path(path, target)) real(target);
  return result;
}

int rename(const char *from, const char *to) {
  char old[PATH_MAX], new[PATH_MAX];
  int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
  int result = real(from, to);
  if (result == 0 && synced_path(from, old) && synced_path(to, new)) real(old, new);
  return result;
}
