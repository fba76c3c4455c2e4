package io.guildhall.playbook;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/** What things are called that are made, as the organization speaks: for everybody. */
@Component
@RequiredArgsConstructor
class PlaybookWords {

	private final MessageSource texts;

	private final OrganizationService organizations;

	/**
	 * A text about a product.
	 * @param longest so much of the product's name at most, since what is called after it
	 * may not be called as long as it likes
	 * @param more arguments behind the name
	 */
	String about(String key, PlaybookProduct product, int longest, Object... more) {
		String name = product.name();
		String called = (name.length() > longest) ? name.substring(0, longest).strip() + "…" : name;
		Locale language = Locale.forLanguageTag(organizations.current().language());
		Object[] arguments = Stream.concat(Stream.of(called), Stream.of(more)).toArray();
		return Objects.requireNonNullElse(texts.getMessage(key, arguments, language), key);
	}

}
