/*
 * A closed-loop HTTP client that costs little: one thread, epoll, one request in flight per
 * connection. Each request is one template with a few fields patched from a file of fixed-size
 * records; record n belongs to order n, and no record is sent twice.
 *
 * load PORT TEMPLATE RECORDS RECORD_SIZE PATCHES FIRST LIMIT CONNECTIONS MILLISECONDS OUT
 *   PATCHES  template_offset:record_offset:length, joined by commas
 *   OUT      per request sent: u32 order, u32 microseconds, u32 millisecond of the answer, u32 outcome
 *            (0 acknowledged, 1 refused, 2 connection lost or never answered)
 * Prints: sent, acknowledged, refused, lost, reconnects, own CPU microseconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ACKNOWLEDGED, REFUSED, LOST };
enum { ANSWER_MAX = 8192, PATCHES_MAX = 8 };

struct patch { size_t at, from, length; };
struct outcome { uint32_t order, micros, at_millis, kind; };
struct connection {
  int fd;
  int busy;
  uint32_t order;
  int64_t sent_at;
  size_t to_send, received;
  char *request;
  char answer[ANSWER_MAX + 1];
};

static char *template_bytes, *records;
static size_t template_size, record_size;
static struct patch patches[PATCHES_MAX];
static int patch_count, port, epoll_fd;
static uint32_t next_order, end_order;
static int64_t started, stop_at;
static uint64_t counts[3], sent, reconnects;
static int in_flight;
static FILE *out;

static void die(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, errno ? strerror(errno) : "bad input");
  exit(1);
}

static int64_t now_micros(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static char *map_file(const char *path, size_t *size) {
  int fd = open(path, O_RDONLY);
  struct stat info;
  if (fd < 0 || fstat(fd, &info) < 0) die(path);
  *size = (size_t)info.st_size;
  char *bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED) die(path);
  close(fd);
  return bytes;
}

static void open_connection(struct connection *c) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int attempt = 0;; attempt++) {
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0) die("socket");
    if (connect(c->fd, (struct sockaddr *)&address, sizeof address) == 0) break;
    if (attempt == 50) die("connect");
    close(c->fd);
    usleep(20000);
  }
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &event) < 0) die("epoll_ctl");
}

static void finish(struct connection *c, int kind) {
  int64_t now = now_micros();
  struct outcome o = {c->order, (uint32_t)(now - c->sent_at), (uint32_t)((now - started) / 1000),
                      (uint32_t)kind};
  fwrite(&o, sizeof o, 1, out);
  counts[kind]++;
  c->busy = 0;
  in_flight--;
}

static void watch(struct connection *c, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, c->fd, &event);
}

/* Sends what is left of the request; returns 0 when the connection is gone. */
static int push(struct connection *c) {
  while (c->to_send > 0) {
    ssize_t n = send(c->fd, c->request + template_size - c->to_send, c->to_send, MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) {
      watch(c, EPOLLIN | EPOLLOUT);
      return 1;
    }
    if (n < 0) return 0;
    c->to_send -= (size_t)n;
  }
  return 1;
}

static void lost(struct connection *c);

static void send_next(struct connection *c) {
  if (next_order >= end_order || now_micros() >= stop_at) return;
  c->order = next_order++;
  const char *record = records + (size_t)c->order * record_size;
  for (int i = 0; i < patch_count; i++)
    memcpy(c->request + patches[i].at, record + patches[i].from, patches[i].length);
  c->busy = 1;
  c->to_send = template_size;
  c->received = 0;
  c->sent_at = now_micros();
  in_flight++;
  sent++;
  if (!push(c)) lost(c);
}

static void reconnect(struct connection *c) {
  close(c->fd);
  reconnects++;
  open_connection(c);
  send_next(c);
}

static void lost(struct connection *c) {
  if (c->busy) finish(c, LOST);
  if (now_micros() < stop_at) reconnect(c);
  else close(c->fd);
}

/* Length of the whole answer once it is there, else 0. */
static size_t complete(struct connection *c) {
  c->answer[c->received] = 0;
  char *end = strstr(c->answer, "\r\n\r\n");
  if (!end) return 0;
  size_t head = (size_t)(end - c->answer) + 4;
  char *length = strcasestr(c->answer, "\r\ncontent-length:");
  if (!length || length > end) {
    errno = 0;
    die("an answer without Content-Length");
  }
  size_t whole = head + strtoul(length + 17, NULL, 10);
  return c->received >= whole ? whole : 0;
}

static void receive(struct connection *c) {
  ssize_t n = recv(c->fd, c->answer + c->received, ANSWER_MAX - c->received, 0);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) {
    lost(c);
    return;
  }
  c->received += (size_t)n;
  if (!c->busy || !complete(c)) {
    if (c->received == ANSWER_MAX) die("an answer that is too long");
    return;
  }
  int good = strncmp(c->answer + 9, "200", 3) == 0 && strstr(c->answer, "SUCCESS") != NULL;
  if (!good && counts[REFUSED] == 0) fprintf(stderr, "load: first refusal:\n%s\n", c->answer);
  int closing = strcasestr(c->answer, "\r\nconnection: close") != NULL;
  finish(c, good ? ACKNOWLEDGED : REFUSED);
  if (closing) reconnect(c);
  else send_next(c);
}

int main(int argc, char **argv) {
  if (argc != 11) {
    fprintf(stderr, "load: 10 arguments, see the head of load.c\n");
    return 2;
  }
  size_t records_size;
  port = atoi(argv[1]);
  template_bytes = map_file(argv[2], &template_size);
  records = map_file(argv[3], &records_size);
  record_size = strtoul(argv[4], NULL, 10);
  for (char *p = argv[5]; p && *p && patch_count < PATCHES_MAX; patch_count++) {
    struct patch *patch = &patches[patch_count];
    sscanf(p, "%zu:%zu:%zu", &patch->at, &patch->from, &patch->length);
    p = strchr(p, ',');
    if (p) p++;
  }
  next_order = (uint32_t)strtoul(argv[6], NULL, 10);
  end_order = next_order + (uint32_t)strtoul(argv[7], NULL, 10);
  if ((size_t)end_order * record_size > records_size) die("more orders than records");
  int connections = atoi(argv[8]);
  int64_t length = strtoll(argv[9], NULL, 10) * 1000;
  out = fopen(argv[10], "wb");
  if (!out) die(argv[10]);
  epoll_fd = epoll_create1(0);

  struct connection *all = calloc((size_t)connections, sizeof *all);
  for (int i = 0; i < connections; i++) {
    all[i].request = malloc(template_size);
    memcpy(all[i].request, template_bytes, template_size);
    open_connection(&all[i]);
  }
  started = now_micros();
  stop_at = started + length;
  for (int i = 0; i < connections; i++) send_next(&all[i]);

  struct epoll_event events[256];
  while (in_flight > 0 && now_micros() < stop_at + 15000000) {
    int n = epoll_wait(epoll_fd, events, 256, 1000);
    for (int i = 0; i < n; i++) {
      struct connection *c = events[i].data.ptr;
      if ((events[i].events & EPOLLOUT) && c->to_send > 0) {
        if (!push(c)) {
          lost(c);
          continue;
        }
        if (c->to_send == 0) watch(c, EPOLLIN);
      }
      if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) receive(c);
    }
  }
  for (int i = 0; i < connections; i++)
    if (all[i].busy) finish(&all[i], LOST);
  fclose(out);

  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  long long cpu = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL +
                  usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
  printf("%llu %llu %llu %llu %llu %lld\n", (unsigned long long)sent,
         (unsigned long long)counts[ACKNOWLEDGED], (unsigned long long)counts[REFUSED],
         (unsigned long long)counts[LOST], (unsigned long long)reconnects, cpu);
  return 0;
}
