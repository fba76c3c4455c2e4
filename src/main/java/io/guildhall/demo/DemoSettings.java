package io.guildhall.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the house begins with.
 *
 * @param demo whether the made-up organization is made at the start
 */
@ConfigurationProperties("guildhall")
record DemoSettings(boolean demo) {

}
