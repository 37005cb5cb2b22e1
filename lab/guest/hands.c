// Everything around the controller in the hardware lab: what locks and doors do, and who looks on. Process 1 of the guest.
//
//   hands CHIP LOCKS
//
// CHIP is gpio-sim's folder in /sys. Lines 0 to LOCKS-1 are locks, lines LOCKS to 2*LOCKS-1 their doors (high: open).
// Each change of a lock's line is told at once, in a line that leaves the machine with its last step: `@edge LINE 1`.
// That is the lab's witness; it asks the chip, not the agent. Once a lock is driven its door springs open, unless the
// spring is 0, and falls shut again later, unless that is 0.
//
// Orders come as lines on standard input: `door LINE open|closed`, `chatter LINE EDGES MICROSECONDS`, `spring MS`,
// `shut MS`, `run COMMAND`.
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST 16
#define LOOK_MS 2

static const char *chip;
static int locks;
static int value_of[MOST];    // descriptors of the locks' lines
static int driven[MOST];      // what was last seen
static long opens_at[MOST];   // 0: nothing to come
static long shuts_at[MOST];
static long spring_ms = 60;
static long shut_ms = 600;

static long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

// One line, one write.
static void say(const char *form, ...)
{
    char line[1024];
    va_list rest;
    va_start(rest, form);
    int length = vsnprintf(line, sizeof line - 1, form, rest);
    va_end(rest);
    if (length > (int)sizeof line - 2)
        length = sizeof line - 2;
    line[length] = '\n';
    if (write(STDOUT_FILENO, line, length + 1) < 0) {
        // Nobody listens.
    }
}

static int open_line(int line, const char *what, int flags)
{
    char path[256];
    snprintf(path, sizeof path, "%s/sim_gpio%d/%s", chip, line, what);
    return open(path, flags | O_CLOEXEC);
}

static void pull(int line, int up)
{
    int fd = open_line(line, "pull", O_WRONLY);
    const char *word = up ? "pull-up" : "pull-down";
    if (fd < 0 || write(fd, word, strlen(word)) < 0)
        say("@failed line %d cannot be pulled", line);
    if (fd >= 0)
        close(fd);
}

static void door(int line, int is_open)
{
    say("@door %d %s %ld", line, is_open ? "open" : "closed", now());
    pull(line, is_open);
}

static void look(void)
{
    for (int i = 0; i < locks; i++) {
        char digit = '0';
        if (pread(value_of[i], &digit, 1, 0) != 1)
            continue;
        int is_driven = digit == '1';
        if (is_driven == driven[i])
            continue;
        driven[i] = is_driven;
        say("@edge %d %d %ld", i, is_driven, now());
        if (is_driven && spring_ms > 0)
            opens_at[i] = now() + spring_ms;
    }
}

static void move_doors(void)
{
    long t = now();
    for (int i = 0; i < locks; i++) {
        if (opens_at[i] != 0 && t >= opens_at[i]) {
            opens_at[i] = 0;
            door(locks + i, 1);
            shuts_at[i] = shut_ms > 0 ? t + shut_ms : 0;
        }
        if (shuts_at[i] != 0 && t >= shuts_at[i]) {
            shuts_at[i] = 0;
            door(locks + i, 0);
        }
    }
}

static void run(const char *command)
{
    char output[512] = "";
    FILE *pipe = popen(command, "r");
    size_t length = pipe ? fread(output, 1, sizeof output - 1, pipe) : 0;
    output[length] = 0;
    int status = pipe ? pclose(pipe) : -1;
    for (char *c = output; *c; c++)
        if (*c == '\n')
            *c = ' ';
    say("@ran %d %s", WIFEXITED(status) ? WEXITSTATUS(status) : 255, output);
}

static void chatter(int line, int edges, int micros)
{
    int up = 1;
    for (int i = 0; i < edges; i++, up = !up) {
        pull(line, up);
        struct timespec pause = {0, micros * 1000L};
        nanosleep(&pause, NULL);
    }
    say("@chattered %d", edges);
}

static void obey(char *order)
{
    int line, edges, micros;
    long ms;
    char word[16];
    if (sscanf(order, "door %d %15s", &line, word) == 2)
        door(line, strcmp(word, "open") == 0);
    else if (sscanf(order, "chatter %d %d %d", &line, &edges, &micros) == 3)
        chatter(line, edges, micros);
    else if (sscanf(order, "spring %ld", &ms) == 1)
        spring_ms = ms;
    else if (sscanf(order, "shut %ld", &ms) == 1)
        shut_ms = ms;
    else if (strncmp(order, "run ", 4) == 0)
        run(order + 4);
    else
        say("@failed unknown order: %s", order);
}

int main(int argc, char **argv)
{
    static char orders[4096];
    size_t held = 0;
    if (argc != 3 || (locks = atoi(argv[2])) < 1 || locks > MOST)
        return 2;
    chip = argv[1];
    for (int i = 0; i < locks; i++)
        value_of[i] = open_line(i, "value", O_RDONLY);
    // Doors that a cut left standing open fall shut as well.
    for (int i = 0; i < locks; i++) {
        char digit = '0';
        int state = open_line(locks + i, "value", O_RDONLY);
        if (pread(state, &digit, 1, 0) == 1 && digit == '1' && shut_ms > 0)
            shuts_at[i] = now() + 4 * shut_ms;
        close(state);
    }

    for (;;) {
        struct pollfd waiting = {.fd = STDIN_FILENO, .events = POLLIN};
        int ready = poll(&waiting, 1, LOOK_MS);
        look();
        move_doors();
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
        if (ready <= 0 || !(waiting.revents & POLLIN))
            continue;
        ssize_t got = read(STDIN_FILENO, orders + held, sizeof orders - 1 - held);
        if (got <= 0)
            continue;
        held += got;
        orders[held] = 0;
        char *end;
        while ((end = strchr(orders, '\n')) != NULL) {
            *end = 0;
            obey(orders);
            held -= end + 1 - orders;
            memmove(orders, end + 1, held + 1);
        }
        if (held == sizeof orders - 1)
            held = 0;
    }
}
