package io.guildhall.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of imports.
 *
 * @param maxUpload how much may be uploaded at once
 * @param maxUnpacked how much an archive may unpack to
 * @param maxRatio how many times its own size an archive may unpack to, beyond the first
 * 64 MB
 * @param maxFiles how many files one import may have
 * @param slice how many records go into one transaction
 * @param atOnce up to which size a dry run is done within the request
 * @param keptProblems how many bad rows are listed; the others are counted
 */
@ConfigurationProperties("guildhall.intake")
record IntakeSettings(@DefaultValue("1GB") DataSize maxUpload, @DefaultValue("4GB") DataSize maxUnpacked,
		@DefaultValue("200") int maxRatio, @DefaultValue("500") int maxFiles, @DefaultValue("20000") int slice,
		@DefaultValue("1MB") DataSize atOnce, @DefaultValue("10000") int keptProblems) {
}
