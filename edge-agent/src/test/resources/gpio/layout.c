/* Prints what layout.txt holds: cc layout.c -o layout && ./layout > layout.txt */
#include <linux/gpio.h>
#include <stddef.h>
#include <stdio.h>
#define SIZE(s) printf("sizeof %s %zu\n", #s, sizeof(struct s))
#define AT(s, f) printf("offsetof %s.%s %zu\n", #s, #f, offsetof(struct s, f))
#define NUMBER(n) printf("number %s %llu\n", #n, (unsigned long long)(n))
int main(void) {
    SIZE(gpiochip_info); AT(gpiochip_info, name); AT(gpiochip_info, label); AT(gpiochip_info, lines);
    SIZE(gpio_v2_line_values); AT(gpio_v2_line_values, bits); AT(gpio_v2_line_values, mask);
    SIZE(gpio_v2_line_request); AT(gpio_v2_line_request, offsets); AT(gpio_v2_line_request, consumer);
    AT(gpio_v2_line_request, config); AT(gpio_v2_line_request, num_lines);
    AT(gpio_v2_line_request, event_buffer_size); AT(gpio_v2_line_request, fd);
    AT(gpio_v2_line_config, flags); AT(gpio_v2_line_config, num_attrs); AT(gpio_v2_line_config, attrs);
    SIZE(gpio_v2_line_config_attribute); AT(gpio_v2_line_config_attribute, attr.id);
    AT(gpio_v2_line_config_attribute, attr.debounce_period_us); AT(gpio_v2_line_config_attribute, mask);
    SIZE(gpio_v2_line_event); AT(gpio_v2_line_event, id); AT(gpio_v2_line_event, offset); AT(gpio_v2_line_event, seqno);
    NUMBER(GPIO_MAX_NAME_SIZE); NUMBER(GPIO_V2_LINES_MAX);
    NUMBER(GPIO_V2_LINE_FLAG_ACTIVE_LOW); NUMBER(GPIO_V2_LINE_FLAG_INPUT); NUMBER(GPIO_V2_LINE_FLAG_OUTPUT);
    NUMBER(GPIO_V2_LINE_FLAG_EDGE_RISING); NUMBER(GPIO_V2_LINE_FLAG_EDGE_FALLING);
    NUMBER(GPIO_V2_LINE_FLAG_BIAS_PULL_UP); NUMBER(GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN);
    NUMBER(GPIO_V2_LINE_FLAG_BIAS_DISABLED);
    NUMBER(GPIO_V2_LINE_ATTR_ID_DEBOUNCE); NUMBER(GPIO_V2_LINE_EVENT_RISING_EDGE); NUMBER(GPIO_V2_LINE_EVENT_FALLING_EDGE);
    NUMBER(GPIO_GET_CHIPINFO_IOCTL); NUMBER(GPIO_V2_GET_LINE_IOCTL);
    NUMBER(GPIO_V2_LINE_GET_VALUES_IOCTL); NUMBER(GPIO_V2_LINE_SET_VALUES_IOCTL);
    return 0;
}
