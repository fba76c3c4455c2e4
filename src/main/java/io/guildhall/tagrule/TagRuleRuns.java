package io.guildhall.tagrule;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.AudienceQuery;
import io.guildhall.member.Audiences;
import io.guildhall.member.TagKeeping;
import io.guildhall.segment.SegmentDetails;
import io.guildhall.segment.SegmentId;
import io.guildhall.segment.SegmentService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import io.guildhall.tagrule.TagRuleDetails.Trouble;
import lombok.RequiredArgsConstructor;

/**
 * Looks who fits the rules, of all members: one transaction for each tag, in which all
 * its rules let go before any puts on, so that who moves from one to the other keeps it.
 */
@Component
@Transactional(propagation = Propagation.REQUIRES_NEW)
@RequiredArgsConstructor
class TagRuleRuns {

	private final TagRules rules;

	private final SegmentService segments;

	private final Audiences audiences;

	private final TagKeeping keeping;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * What a run did.
	 *
	 * @param putOn on how many members
	 * @param takenOff from how many
	 */
	record Moved(long putOn, long takenOff) {
	}

	/** The tags that are kept by rules. */
	@Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
	public List<String> tags() {
		return all().stream().map(TagRuleDetails::tag).distinct().sorted().toList();
	}

	/** Runs all rules of a tag. */
	Moved run(String tag) {
		return onBehalf.ofSystem(tenancy.current(), () -> {
			keeping.hold(tag);
			List<TagRuleDetails> of = all().stream()
				.filter(rule -> rule.tag().equals(tag))
				.filter(rule -> rule.trouble() == null || rule.trouble() == Trouble.FAILED)
				.toList();
			Map<SegmentId, SegmentDetails> in = segments.all(of.stream().map(TagRuleDetails::segment).toList());
			Map<TagRuleDetails, AudienceQuery> fitting = new LinkedHashMap<>();
			of.forEach(rule -> {
				SegmentDetails segment = in.get(rule.segment());
				if (segment != null) {
					fitting.put(rule, audiences.query(segment.audience()));
				}
			});
			Map<TagRuleId, Integer> taken = new LinkedHashMap<>();
			fitting.forEach((rule, members) -> taken.put(rule.id(), keeping.letGo(rule.id().id(), members)));
			long put = 0;
			for (Map.Entry<TagRuleDetails, AudienceQuery> one : fitting.entrySet()) {
				TagRuleId id = one.getKey().id();
				int on = keeping.putOn(id.id(), tag, one.getValue());
				note(Map.of("id", id.id(), "put", on, "taken", taken.getOrDefault(id, 0)), null);
				put += on;
			}
			return new Moved(put, taken.values().stream().mapToLong(Integer::longValue).sum());
		});
	}

	/** The rules of a tag could not be run. */
	void failed(String tag, String failure) {
		all().stream()
			.filter(rule -> rule.tag().equals(tag))
			.forEach(rule -> note(Map.of("id", rule.id().id(), "put", 0, "taken", 0), failure));
	}

	private void note(Map<String, ?> parameters, @Nullable String failure) {
		jdbc.sql("""
				update tag_rules set run_at = :now, put_on = :put, taken_off = :taken, failure = :failure
				where organization_id = :organization and id = :id
				""")
			.params(parameters)
			.param("now", Timestamp.from(clock.instant()))
			.param("failure", failure)
			.param("organization", tenancy.current())
			.update();
	}

	private List<TagRuleDetails> all() {
		return rules.details("order by r.id", Map.of());
	}

}
