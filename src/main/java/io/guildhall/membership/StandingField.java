package io.guildhall.membership;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;

/**
 * How a member stands with memberships: as the last night wrote it down, and what of them
 * was given, or came with a seat of an early bird.
 */
@Component
class StandingField implements MemberField {

	/** What can be asked for, and the condition of a membership that answers it. */
	private enum Standing {

		ACTIVE("standing.state = 'ACTIVE'"), GRACE("standing.state = 'GRACE'"), PAUSED("standing.state = 'PAUSED'"),
		CANCELS("standing.state in ('ACTIVE', 'GRACE', 'PAUSED') and standing.cancels"),
		ENDED("standing.state in ('EXPIRED', 'CANCELLED', 'REFUNDED')"), GIVEN("""
				standing.state in ('ACTIVE', 'GRACE', 'PAUSED') and exists (select 1 from membership_terms given
					where given.organization_id = m.organization_id and given.membership_id = standing.id
					and given.order_id is null and given.refunded_at is null)"""), EARLY_BIRD("""
				exists (select 1 from plan_seats seat where seat.organization_id = m.organization_id
					and seat.member_id = m.id and seat.state = 'TAKEN')""");

		private final String condition;

		Standing(String condition) {
			this.condition = condition;
		}

	}

	@Override
	public String key() {
		return "membership_standing";
	}

	@Override
	public int order() {
		return 61;
	}

	@Override
	public String labelKey() {
		return "membership.field.standing";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<MemberField.Choice> choices() {
		return Arrays.stream(Standing.values())
			.map(standing -> MemberField.Choice.key(standing.name(), "membership.standing." + standing))
			.toList();
	}

	@Override
	public Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	public Condition anyOf(List<String> values) {
		String any = values.stream()
			.map(value -> Arrays.stream(Standing.values())
				.filter(standing -> standing.name().equals(value))
				.findFirst()
				.orElseThrow(() -> refuse(value)))
			.map(standing -> "(" + standing.condition + ")")
			.collect(Collectors.joining(" or "));
		return new Condition("""
				exists (select 1 from memberships standing where standing.organization_id = m.organization_id
					and standing.member_id = m.id and (%s))""".formatted(any), Map.of());
	}

}
