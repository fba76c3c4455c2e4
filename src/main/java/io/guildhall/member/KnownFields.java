package io.guildhall.member;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import lombok.RequiredArgsConstructor;

/**
 * All that members are chosen and compared by: what modules know, and what is an
 * organization's own.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class KnownFields {

	private final ObjectProvider<MemberField> fields;

	private final ObjectProvider<MemberMeasure> measures;

	private final ObjectProvider<OwnFields> own;

	/** All fields, in their order. */
	public List<MemberField> fields() {
		return Stream.concat(fields.stream(), own.stream().flatMap(more -> more.fields().stream()))
			.sorted(Comparator.comparing(MemberField::order).thenComparing(MemberField::key))
			.toList();
	}

	/** All measures, in their order. */
	public List<MemberMeasure> measures() {
		return Stream.concat(measures.stream(), own.stream().flatMap(more -> more.measures().stream()))
			.sorted(Comparator.comparing(MemberMeasure::order).thenComparing(MemberMeasure::key))
			.toList();
	}

	/** The field of a key. */
	public Optional<MemberField> field(String key) {
		return fields.stream()
			.filter(field -> field.key().equals(key))
			.findFirst()
			.or(() -> own.stream()
				.filter(more -> more.mayKnow(key))
				.flatMap(more -> more.fields().stream())
				.filter(field -> field.key().equals(key))
				.findFirst());
	}

	/** The measure of a key. */
	public Optional<MemberMeasure> measure(String key) {
		return measures.stream()
			.filter(measure -> measure.key().equals(key))
			.findFirst()
			.or(() -> own.stream()
				.filter(more -> more.mayKnow(key))
				.flatMap(more -> more.measures().stream())
				.filter(measure -> measure.key().equals(key))
				.findFirst());
	}

}
