package io.guildhall.onboarding.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.GroupId;
import io.guildhall.field.FieldId;
import io.guildhall.onboarding.Bait;
import io.guildhall.onboarding.ChannelDetails;
import io.guildhall.onboarding.ChannelTerms;
import io.guildhall.onboarding.Entry;
import io.guildhall.onboarding.Question;
import io.guildhall.onboarding.Question.Option;
import io.guildhall.onboarding.QuestionKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A channel as it is written on its page. Rows that say nothing are left out; options
 * stand one to a line: label | tag | what who does not fit is told.
 */
record ChannelForm(@NotBlank @Size(max = 80) String name,
		@Valid @Size(max = ChannelTerms.MOST_GROUPS) @Nullable List<GroupRow> groups,
		@Valid @Size(max = ChannelTerms.MOST_BAITS) @Nullable List<BaitRow> baits,
		@Valid @Size(max = ChannelTerms.MOST_QUESTIONS) @Nullable List<QuestionRow> questions, @Nullable Long version) {

	private static final String BAR = "|";

	record GroupRow(@Nullable GroupId group, @Size(max = 500) @Nullable String entry) {
	}

	record BaitRow(@Size(max = 80) @Nullable String title, @Size(max = 1000) @Nullable String text) {
	}

	record QuestionRow(@Nullable UUID id, @Nullable QuestionKind kind, @Size(max = 200) @Nullable String text,
			@Nullable Boolean required, @Size(max = 10_000) @Nullable String options, @Nullable FieldId field) {
	}

	/** It has as many rows as can be filled, so that a page need not make any. */
	ChannelForm {
		groups = filled(rows(groups), ChannelTerms.MOST_GROUPS, new GroupRow(null, ""));
		baits = filled(rows(baits), ChannelTerms.MOST_BAITS, new BaitRow("", ""));
		questions = filled(rows(questions), ChannelTerms.MOST_QUESTIONS,
				new QuestionRow(null, QuestionKind.SINGLE, "", false, "", null));
	}

	static ChannelForm empty() {
		return new ChannelForm("", null, null, null, null);
	}

	static ChannelForm of(ChannelDetails channel) {
		return new ChannelForm(channel.name(),
				channel.groups().stream().map(entry -> new GroupRow(entry.group(), entry.entry())).toList(),
				channel.baits().stream().map(bait -> new BaitRow(bait.title(), bait.text())).toList(),
				channel.questions()
					.stream()
					.map(question -> new QuestionRow(question.id(), question.kind(), question.text(),
							question.required(), lines(question.options()), question.field()))
					.toList(),
				channel.version());
	}

	/** How the channel is to work. */
	ChannelTerms terms() {
		List<Entry> entries = rows(groups).stream()
			.filter(row -> row.group() != null)
			.map(row -> new Entry(Objects.requireNonNull(row.group()), text(row.entry())))
			.toList();
		List<Bait> lures = rows(baits).stream()
			.filter(row -> !text(row.title()).isBlank() || !text(row.text()).isBlank())
			.map(row -> new Bait(text(row.title()), text(row.text())))
			.toList();
		List<Question> asked = rows(questions).stream()
			.filter(row -> !text(row.text()).isBlank() || !text(row.options()).isBlank())
			.map(row -> new Question(row.id(), (row.kind() != null) ? row.kind() : QuestionKind.TEXT, text(row.text()),
					Boolean.TRUE.equals(row.required()), options(text(row.options())), row.field()))
			.toList();
		return new ChannelTerms(name, entries, lures, asked);
	}

	private static List<Option> options(String lines) {
		return lines.lines().map(String::strip).filter(line -> !line.isEmpty()).map(line -> {
			String[] parts = line.split("[|｜]", 3);
			return new Option(parts[0].strip(), (parts.length > 1) ? parts[1].strip() : null,
					(parts.length > 2) ? parts[2].strip() : null);
		}).toList();
	}

	private static String lines(List<Option> options) {
		return options.stream().map(option -> {
			String line = option.label();
			if (option.tag() != null || option.screening() != null) {
				line += " " + BAR + " " + text(option.tag());
			}
			return (option.screening() != null) ? line.stripTrailing() + " " + BAR + " " + option.screening() : line;
		}).collect(Collectors.joining("\n"));
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text : "";
	}

	private static <T> List<T> rows(@Nullable List<T> rows) {
		return (rows != null) ? rows.stream().filter(Objects::nonNull).toList() : List.of();
	}

	private static <T> List<T> filled(List<T> rows, int size, T empty) {
		List<T> all = new ArrayList<>(rows);
		while (all.size() < size) {
			all.add(empty);
		}
		return all;
	}
}
