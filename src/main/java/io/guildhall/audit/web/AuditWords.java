package io.guildhall.audit.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import io.guildhall.audit.AuditEntry;
import io.guildhall.audit.AuditEntry.Change;
import io.guildhall.shared.Money;
import io.guildhall.shared.web.Show;
import lombok.RequiredArgsConstructor;

/**
 * Puts what changed into words: fields by their name ({@code audit.field.<field>}, or
 * {@code audit.field.<module>.<field>} where the module means something else by it),
 * constants as the module of the action calls them ({@code <module>.<field>.<CONSTANT>}).
 * Instants are told in the organization's zone, amounts as pages show them, how long
 * something lasts in the reader's language. What only a program reads, ids and nested
 * objects, is left to the REST door.
 */
@Component
@RequiredArgsConstructor
class AuditWords {

	/** The next field of a record: its name, and a list or a word. */
	private static final Pattern PART = Pattern.compile("(\\w+)=(\\[[^\\[\\]]*]|[^,\\[\\]]*)(?:, |$)");

	private static final Pattern RECORD = Pattern.compile("[A-Z]\\w*\\[(\\w+=.*)]", Pattern.DOTALL);

	private static final Pattern NUMBER = Pattern.compile("\\d+");

	private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]+");

	private static final Pattern FOR_PROGRAMS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\{.*}",
			Pattern.DOTALL);

	private static final Pattern INSTANT = Pattern
		.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z");

	/** As {@link Money} writes itself. */
	private static final Pattern MONEY = Pattern.compile("(-?\\d+(?:\\.\\d+)?) ([A-Z]{3})");

	/** How long something lasts, as modules write it down. */
	private static final Pattern SPAN = Pattern.compile("(\\d{1,9}) (hour|day|month)s?");

	/**
	 * What somebody wrote themselves is told as they wrote it, though it be "21 days".
	 */
	private static final Set<String> OWN_WORDS = Set.of("benefit", "displayName", "label", "name", "note", "place",
			"reason", "sku", "text", "title");

	private final MessageSource texts;

	/** The entry as it is told there, to somebody who reads this language. */
	AuditEntry told(AuditEntry entry, Locale locale, ZoneId zone) {
		String module = entry.action().replaceFirst("\\..*", "");
		List<Change> changes = entry.changes()
			.stream()
			.map(change -> new Change(field(change.field(), module, locale),
					value(change.before(), module, change.field(), locale, zone),
					value(change.after(), module, change.field(), locale, zone)))
			.filter(change -> change.before() != null || change.after() != null)
			.toList();
		return new AuditEntry(entry.id(), entry.at(), entry.actorKind(), entry.actorId(), entry.actorName(),
				entry.address(), entry.action(), entry.objectType(), entry.objectId(), changes);
	}

	/** A word may mean something else in one module: the carrier of a parcel. */
	private String field(String name, String module, Locale locale) {
		String general = text("audit.field." + name, name, locale);
		return text("audit.field." + module + "." + name, general, locale);
	}

	private @Nullable String value(@Nullable String value, String module, String field, Locale locale, ZoneId zone) {
		if (value == null || value.isBlank() || FOR_PROGRAMS.matcher(value).matches()) {
			return null;
		}
		Matcher parts = RECORD.matcher(value);
		if (parts.matches()) {
			return filledIn(parts.group(1), module, locale, zone);
		}
		if (field.toLowerCase(Locale.ROOT).endsWith("basispoints") && NUMBER.matcher(value).matches()) {
			return new BigDecimal(value).movePointLeft(2).stripTrailingZeros().toPlainString() + '%';
		}
		if (value.startsWith("[") && value.endsWith("]")) {
			String all = Arrays.stream(value.substring(1, value.length() - 1).split(",\\s*"))
				.map(one -> one.replaceAll("^\"|\"$", ""))
				.map(one -> value(one, module, field, locale, zone))
				.filter(Objects::nonNull)
				.collect(Collectors.joining(text("shared.list", ", ", locale)));
			return all.isEmpty() ? null : all;
		}
		if (INSTANT.matcher(value).matches()) {
			return Show.time(Instant.parse(value), zone, locale);
		}
		Matcher span = SPAN.matcher(value);
		if (span.matches() && !OWN_WORDS.contains(field)) {
			Object[] many = { Long.valueOf(span.group(1)) };
			return Objects.requireNonNullElse(texts.getMessage("audit.span." + span.group(2), many, value, locale),
					value);
		}
		Matcher money = MONEY.matcher(value);
		if (money.matches()) {
			return money(money, value, locale);
		}
		if (CONSTANT.matcher(value).matches()) {
			String one = field.endsWith("s") ? field.substring(0, field.length() - 1) : field;
			return Stream
				.of(module + "." + field, module + "." + one, module + ".batch." + field, module + ".measure",
						module + ".kind", "shared." + one, "payment." + field, "member." + field, "member.consent",
						"audit.value")
				.map(key -> texts.getMessage(key + "." + value, null, null, locale))
				.filter(Objects::nonNull)
				.findFirst()
				.orElse(value);
		}
		return text("audit.value." + value, value, locale);
	}

	/** Its own words where it only looks like an amount. */
	private static String money(Matcher found, String value, Locale locale) {
		try {
			return Show.money(Money.ofMajor(new BigDecimal(found.group(1)), found.group(2)), locale);
		}
		catch (IllegalArgumentException | ArithmeticException noAmount) {
			return value;
		}
	}

	private String text(String key, String otherwise, Locale locale) {
		return Objects.requireNonNullElse(texts.getMessage(key, null, otherwise, locale), otherwise);
	}

	/** Of a record what is filled in; null where nothing is. */
	private @Nullable String filledIn(String fields, String module, Locale locale, ZoneId zone) {
		List<String> told = new ArrayList<>();
		Matcher part = PART.matcher(fields);
		while (part.lookingAt()) {
			String value = part.group(2).equals("null") ? null
					: value(part.group(2), module, part.group(1), locale, zone);
			if (value != null) {
				told.add(field(part.group(1), module, locale) + text("shared.colon", ": ", locale) + value);
			}
			part.region(part.end(), fields.length());
		}
		return told.isEmpty() ? null : String.join(" · ", told);
	}

}
