package io.guildhall.segment;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.guildhall.member.Condition;
import io.guildhall.member.KnownFields;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberMeasure;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The one place where the rule of a segment meets what modules know of members. */
@Component
@RequiredArgsConstructor
class SegmentQueries {

	private final KnownFields known;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	/** By what can be chosen, in its order; a segment is not made of segments. */
	List<MemberField> fields() {
		return known.fields().stream().filter(field -> !(field instanceof SegmentField)).toList();
	}

	/** What can be compared, in its order. */
	List<MemberMeasure> measures() {
		return known.measures();
	}

	/** What is chosen under a key; a segment is not made of segments. */
	Optional<MemberField> field(String key) {
		return known.field(key).filter(field -> !(field instanceof SegmentField));
	}

	/** What is compared under a key. */
	Optional<MemberMeasure> measure(String key) {
		return known.measure(key);
	}

	/**
	 * The query of {@code member_id} for whom the rule means today.
	 * @throws SegmentRefused if it asks for what nobody knows
	 * @throws io.guildhall.member.MemberRefused if a value is none of its field
	 */
	Condition of(SegmentRule rule) {
		return SegmentSql.of(rule, this::field, this::measure, organizations.today());
	}

	/**
	 * The query for whom a saved rule means, whoever asks. Who made it saw what it names,
	 * a group perhaps that who asks does not see; their limits are added where it is
	 * used.
	 */
	Condition ofSaved(SegmentRule rule) {
		return onBehalf.ofSystem(tenancy.current(), () -> of(rule));
	}

}
