package io.guildhall.onboarding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/**
 * Members by where they stand on the ladder of the channel by which they came last.
 */
@Component
@RequiredArgsConstructor
class LadderField implements MemberField {

	private static final String STUCK = "STUCK";

	private final ChannelSteps steps;

	private final OrganizationService organizations;

	@Override
	public String key() {
		return "ladder";
	}

	@Override
	public int order() {
		return 96;
	}

	@Override
	public String labelKey() {
		return "onboarding.ladder.field";
	}

	@Override
	public List<Choice> choices() {
		List<Choice> choices = new ArrayList<>();
		Arrays.stream(LadderStep.values())
			.forEach(step -> choices.add(Choice.key(step.name(), "onboarding.ladder.step." + step)));
		choices.add(Choice.key(STUCK, "onboarding.ladder.step.STUCK"));
		return choices;
	}

	@Override
	public Condition condition(String value) {
		if (choices().stream().noneMatch(choice -> choice.value().equals(value))) {
			throw refuse(value);
		}
		Map<String, Object> parameters = steps.parameters(null, null, organizations.today());
		String which = "s.stuck";
		if (!value.equals(STUCK)) {
			which = "s.step = :step";
			parameters.put("step", value);
		}
		return new Condition("m.id in (%s select s.member_id from stands s where %s and %s)"
			.formatted(ChannelSteps.STANDS, which, ChannelSteps.LAST), parameters).named("ladder_");
	}

}
