package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Members by how they moved between the tiers, as the history tells: whom a flow counts
 * can be listed, tagged and written to.
 */
@Component
@RequiredArgsConstructor
class PassageField implements MemberField {

	/** What is offered is about the last so many days. */
	static final int DAYS = 30;

	private static final String KEY = "moved";

	/**
	 * Begins with those who changed within the days, where somebody has to have changed:
	 * they are few. Without an alias of a member in it, so that it is worked out once.
	 */
	private static final String MOVED = """
			m.id in (select moved_last.member_id
				from (select distinct on (c.member_id) c.member_id, c.to_tier from tier_changes c
					where c.organization_id = :organization and c.policy_id = :moved_policy and c.day <= :moved_to_day <since>
					order by c.member_id, c.day desc) moved_last
				where moved_last.to_tier is not distinct from <to>
				and (select c.to_tier from tier_changes c
					where c.organization_id = :organization and c.policy_id = :moved_policy
					and c.member_id = moved_last.member_id and c.day <= :moved_from_day
					order by c.day desc limit 1) <from>)""";

	private final OrganizationService organizations;

	private final MessageSource messages;

	private final Tenancy tenancy;

	@Override
	public String key() {
		return KEY;
	}

	@Override
	public int order() {
		return 11;
	}

	@Override
	public String labelKey() {
		return "tiering.moved";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<Choice> choices() {
		List<Choice> choices = new ArrayList<>();
		for (Tier to : Tier.values()) {
			choices.add(choice(Passage.within(DAYS, Passage.ANY, to)));
			for (Tier from : Tier.values()) {
				if (from != to) {
					choices.add(choice(Passage.within(DAYS, from.name(), to)));
				}
			}
		}
		return choices;
	}

	@Override
	public @Nullable Choice named(String value) {
		return Passage.read(value)
			.filter(passage -> passage.days() == null || passage.days() != DAYS || passage.policy() != null
					|| passage.stays() || passage.from().equals(Passage.NONE) || passage.to().equals(Passage.NONE))
			.map(this::choice)
			.orElse(null);
	}

	@Override
	public Condition condition(String value) {
		Passage passage = Passage.read(value).orElseThrow(() -> refuse(value));
		LocalDate today = organizations.today();
		TierPolicyId policy = passage.policy();
		Map<String, Object> parameters = new HashMap<>(Map.of("moved_policy",
				((policy != null) ? policy : TierPolicyId.ofOrganization(tenancy.current())).id(), "moved_from_day",
				passage.begins(today), "moved_to_day", passage.ends(today)));
		String to = side(passage.to(), "moved_to", parameters);
		String from = switch (passage.from()) {
			case Passage.ANY -> "is distinct from " + to;
			default -> "is not distinct from " + side(passage.from(), "moved_from", parameters);
		};
		return new Condition(MOVED.replace("<to>", to)
			.replace("<from>", from)
			.replace("<since>", passage.stays() ? "" : "and c.day > :moved_from_day"), parameters);
	}

	private static String side(String side, String parameter, Map<String, Object> parameters) {
		if (side.equals(Passage.NONE)) {
			return "cast(null as text)";
		}
		parameters.put(parameter, side);
		return "cast(:" + parameter + " as text)";
	}

	private Choice choice(Passage passage) {
		Locale locale = LocaleContextHolder.getLocale();
		Object[] sides = { text(passage.from(), locale), text(passage.to(), locale),
				(passage.days() != null) ? passage.days() : passage.begins(LocalDate.EPOCH).toString(),
				passage.ends(LocalDate.EPOCH).toString() };
		String key = "tiering.moved." + ((passage.days() != null) ? "within" : "between");
		String words = messages.getMessage(key, sides, locale);
		return Choice.text(passage.value(), (passage.policy() == null) ? words
				: messages.getMessage("tiering.moved.in-community", new Object[] { words }, locale));
	}

	private String text(String side, Locale locale) {
		return messages.getMessage(switch (side) {
			case Passage.ANY -> "tiering.moved.any";
			case Passage.NONE -> "tiering.none";
			default -> "shared.tier." + side;
		}, null, locale);
	}

}
