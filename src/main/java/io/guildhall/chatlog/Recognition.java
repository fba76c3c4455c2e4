package io.guildhall.chatlog;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a file was recognized as, judged by its first bytes.
 *
 * @param format the format, or null where none fits: then {@code refusal} says why
 * @param confidence 0 to 100
 * @param charset the charset found
 * @param zoned whether the file's times have a zone, so that none must be asked for
 * @param dateMissing whether the log has its date neither inside nor in its name
 * @param date the date in the file's name
 * @param chatName the chat's name from the head or the file's name
 * @param reasons codes that say what it was recognized by
 * @param refusal the code that says why it was not recognized
 */
public record Recognition(@Nullable ChatFormat format, int confidence, Charset charset, boolean zoned,
		boolean dateMissing, @Nullable LocalDate date, @Nullable String chatName, List<String> reasons,
		@Nullable String refusal) {

	public boolean isRecognized() {
		return this.format != null;
	}

	/** The carrier's code, or null where nothing was recognized. */
	public @Nullable String carrier() {
		return (this.format != null) ? this.format.carrier() : null;
	}

}
