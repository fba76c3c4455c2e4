package io.guildhall.touch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How members' trust is protected.
 *
 * @param protectionDays after joining, in which nobody sells to a member
 */
@ConfigurationProperties("guildhall.touch")
record TouchSettings(@DefaultValue("3") int protectionDays) {
}
