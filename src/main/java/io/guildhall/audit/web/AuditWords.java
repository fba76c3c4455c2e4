package io.guildhall.audit.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
 * {@code audit.field.<module>.<field>} where a module has its own),
 * constants as the module of the action calls them ({@code <module>.<field>.<CONSTANT>}).
 * Instants are told in the organization's zone, amounts with their currency as on every
 * page, hundredths of a per cent in per cent. Of a record what is filled in is told. What
 * only a program reads, ids and nested objects, is left to the REST door.
 */
@Component
@RequiredArgsConstructor
class AuditWords {

	private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]+");

	private static final Pattern NUMBER = Pattern.compile("\\d+");

	private static final Pattern FOR_PROGRAMS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\{.*}",
			Pattern.DOTALL);

	private static final Pattern INSTANT = Pattern
		.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z");

	private static final Pattern AMOUNT = Pattern.compile("(-?\\d+(?:\\.\\d+)?) ([A-Z]{3})");

	private static final Pattern RECORD = Pattern.compile("[A-Z]\\w*\\[(\\w+=.*)]", Pattern.DOTALL);

	/** The next field of a record: its name, and a list or a word. */
	private static final Pattern PART = Pattern.compile("(\\w+)=(\\[[^\\[\\]]*]|[^,\\[\\]]*)(?:, |$)");

	private final MessageSource texts;

	/** The entry as it is told there, to somebody who reads this language. */
	AuditEntry told(AuditEntry entry, Locale locale, ZoneId zone) {
		List<Change> changes = entry.changes()
			.stream()
			.map(change -> new Change(name(change.field(), entry.action(), locale),
					value(change.before(), entry.action(), change.field(), locale, zone),
					value(change.after(), entry.action(), change.field(), locale, zone)))
			.filter(change -> change.before() != null || change.after() != null)
			.toList();
		return new AuditEntry(entry.id(), entry.at(), entry.actorKind(), entry.actorId(), entry.actorName(),
				entry.address(), entry.action(), entry.objectType(), entry.objectId(), changes);
	}

	private @Nullable String value(@Nullable String value, String action, String field, Locale locale, ZoneId zone) {
		if (value == null || value.isBlank() || FOR_PROGRAMS.matcher(value).matches()) {
			return null;
		}
		if (value.startsWith("[") && value.endsWith("]")) {
			String all = Arrays.stream(value.substring(1, value.length() - 1).split(",\\s*"))
				.map(one -> one.replaceAll("^\"|\"$", ""))
				.map(one -> value(one, action, field, locale, zone))
				.filter(Objects::nonNull)
				.collect(Collectors.joining(text("shared.list", ", ", locale)));
			return all.isEmpty() ? null : all;
		}
		if (INSTANT.matcher(value).matches()) {
			return Show.time(Instant.parse(value), zone, locale);
		}
		Matcher amount = AMOUNT.matcher(value);
		if (amount.matches()) {
			return amount(new BigDecimal(amount.group(1)), amount.group(2), value, locale);
		}
		if (field.toLowerCase(Locale.ROOT).endsWith("basispoints") && NUMBER.matcher(value).matches()) {
			return new BigDecimal(value).movePointLeft(2).stripTrailingZeros().toPlainString() + '%';
		}
		Matcher parts = RECORD.matcher(value);
		if (parts.matches()) {
			return filledIn(parts.group(1), action, locale, zone);
		}
		if (CONSTANT.matcher(value).matches()) {
			String module = module(action);
			String one = field.endsWith("s") ? field.substring(0, field.length() - 1) : field;
			return Stream
				.of(module + "." + field, module + "." + one, module + ".batch." + field, module + ".measure",
						module + ".kind", action.replaceFirst("\\.[^.]*$", ""), "shared." + one, "payment." + field,
						"member." + field, "audit.value")
				.map(key -> texts.getMessage(key + "." + value, null, null, locale))
				.filter(Objects::nonNull)
				.findFirst()
				.orElse(value);
		}
		return text("audit.value." + value, value, locale);
	}

	/** What somebody wrote may look like an amount, and be none. */
	private static String amount(BigDecimal major, String currency, String otherwise, Locale locale) {
		try {
			return Show.money(Money.ofMajor(major, currency), locale);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return otherwise;
		}
	}

	private @Nullable String filledIn(String parts, String action, Locale locale, ZoneId zone) {
		List<String> told = new ArrayList<>();
		Matcher part = PART.matcher(parts);
		while (part.lookingAt()) {
			String value = part.group(2).equals("null") ? null
					: value(part.group(2), action, part.group(1), locale, zone);
			if (value != null) {
				told.add(name(part.group(1), action, locale) + text("shared.colon", ": ", locale) + value);
			}
			part.region(part.end(), parts.length());
		}
		return told.isEmpty() ? null : String.join(" · ", told);
	}

	/** Where a module calls a field otherwise than the others do, its word counts. */
	private String name(String field, String action, Locale locale) {
		return text("audit.field." + module(action) + '.' + field, text("audit.field." + field, field, locale), locale);
	}

	private static String module(String action) {
		return action.replaceFirst("\\..*", "");
	}

	private String text(String key, String otherwise, Locale locale) {
		return Objects.requireNonNullElse(texts.getMessage(key, null, otherwise, locale), otherwise);
	}

}
