package io.guildhall.file;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What files may take.
 *
 * @param largest one file
 * @param quota all files of an organization together
 */
@ConfigurationProperties("guildhall.file")
record FileSettings(@DefaultValue("2GB") DataSize largest, @DefaultValue("20GB") DataSize quota) {
}
