// Stands in for systemd in the hardware lab: runs one unit, the agent, and feeds the hardware watchdog (softdog).
//
//   supervisor PATIENCE_MS PROGRAM
//
// As systemd does it: the agent finds NOTIFY_SOCKET and WATCHDOG_USEC; once it has said READY=1 or WATCHDOG=1, a silence
// longer than PATIENCE_MS gets it SIGABRT and 2 s later SIGKILL; whatever way it ends, it is started again after a pause.
// /dev/watchdog is petted as long as this program runs: when it hangs, the watchdog reboots the machine.
// Orders come from the script `systemctl` beside this file through a FIFO. What happens is told in lines that begin
// with `@unit`.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/watchdog.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NOTIFY "/run/lab/notify"
#define ORDERS "/run/lab/orders"
#define DISK "/run/lab/disk"
#define RESTART_MS 500
#define PET_MS 1000
#define WATCHDOG_SECONDS 6
#define STOP_MS 45000
#define KILL_MS 2000

static long patience;
static const char *program;
static pid_t agent;          // 0: it does not run
static long start_at;        // when to start it, if it does not run
static long heard_at = -1;   // when it last said that it is well; -1: it has not yet
static long kill_at;         // when SIGKILL follows; 0: nothing was asked of it
static int machine_order;    // RB_AUTOBOOT or RB_POWER_OFF once one of these was ordered
static int watchdog = -1;

static long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

static void say(const char *what, long number)
{
    char line[160];
    int length = snprintf(line, sizeof line, "@unit %s %ld %ld\n", what, number, now());
    if (write(STDOUT_FILENO, line, length) < 0) {
        // Nobody listens: the machine works all the same.
    }
}

static void die(const char *what)
{
    fprintf(stderr, "@failed supervisor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void start_agent(void)
{
    char usec[32];
    snprintf(usec, sizeof usec, "%ld", patience * 1000);
    heard_at = -1;
    kill_at = 0;
    agent = fork();
    if (agent < 0)
        die("fork");
    if (agent == 0) {
        setsid();
        setenv("NOTIFY_SOCKET", NOTIFY, 1);
        setenv("WATCHDOG_USEC", usec, 1);
        unsetenv("WATCHDOG_PID");
        execl(program, program, NULL);
        _exit(127);
    }
    say("started", agent);
}

static void end_machine(void)
{
    say(machine_order == RB_AUTOBOOT ? "reboots" : "powers-off", 0);
    sync();
    if (umount(DISK) != 0)
        umount2(DISK, MNT_DETACH);
    sync();
    if (watchdog >= 0 && write(watchdog, "V", 1) == 1)
        close(watchdog);
    // Off in both cases: a User-Mode-Linux that restarts itself cannot take its tap again. The harness presses the button.
    reboot(RB_POWER_OFF);
    die("reboot");
}

static void stop_agent(int signal, long grace)
{
    if (agent > 0 && kill_at == 0) {
        kill(agent, signal);
        kill_at = now() + grace;
    }
}

static void reap(void)
{
    int status;
    pid_t ended;
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
        if (ended == agent) {
            say("ended", WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
            agent = 0;
            start_at = now() + RESTART_MS;
        }
    }
}

static void take_order(char *order)
{
    if (strncmp(order, "reboot --force", 14) == 0) {
        machine_order = RB_AUTOBOOT;
        end_machine();
    } else if (strncmp(order, "reboot", 6) == 0) {
        machine_order = RB_AUTOBOOT;
        stop_agent(SIGTERM, STOP_MS);
    } else if (strncmp(order, "poweroff", 8) == 0) {
        machine_order = RB_POWER_OFF;
        stop_agent(SIGTERM, STOP_MS);
    } else if (strncmp(order, "restart", 7) == 0) {
        say("restart-ordered", agent);
        stop_agent(SIGTERM, STOP_MS);
    }
}

static void hear(int fd)
{
    char words[1024];
    ssize_t length;
    while ((length = recv(fd, words, sizeof words - 1, MSG_DONTWAIT)) > 0) {
        words[length] = 0;
        int ready = strstr(words, "READY=1") != NULL;
        if (ready)
            say("ready", agent);
        if (strstr(words, "STOPPING=1") != NULL)
            heard_at = -1;
        else if (ready || strstr(words, "WATCHDOG=1") != NULL)
            heard_at = now();
    }
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    patience = atol(argv[1]);
    program = argv[2];

    int notify = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = NOTIFY};
    if (notify < 0 || bind(notify, (struct sockaddr *)&address, sizeof address) != 0)
        die(NOTIFY);
    if (mkfifo(ORDERS, 0600) != 0)
        die(ORDERS);
    int orders = open(ORDERS, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    watchdog = open("/dev/watchdog", O_WRONLY | O_CLOEXEC);
    int seconds = WATCHDOG_SECONDS;
    if (watchdog < 0 || ioctl(watchdog, WDIOC_SETTIMEOUT, &seconds) != 0)
        die("/dev/watchdog");

    long pet_at = 0;
    for (;;) {
        reap();
        long t = now();
        if (t >= pet_at) {
            if (write(watchdog, "\0", 1) != 1)
                die("petting");
            pet_at = t + PET_MS;
        }
        if (agent == 0 && machine_order != 0)
            end_machine();
        if (agent == 0 && t >= start_at)
            start_agent();
        if (agent > 0 && heard_at >= 0 && kill_at == 0 && t - heard_at > patience) {
            say("silent", agent);
            stop_agent(SIGABRT, KILL_MS);
        }
        if (agent > 0 && kill_at > 0 && t >= kill_at)
            kill(agent, SIGKILL);
        struct pollfd waiting[2] = {{.fd = notify, .events = POLLIN}, {.fd = orders, .events = POLLIN}};
        poll(waiting, 2, 100);
        if (waiting[0].revents & POLLIN)
            hear(notify);
        if (waiting[1].revents & POLLIN) {
            char order[256];
            ssize_t length = read(orders, order, sizeof order - 1);
            if (length > 0) {
                order[length] = 0;
                take_order(order);
            }
        }
    }
}
