package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Tags that rules keep on members. A rule takes off only what it put on itself: a tag
 * that somebody put on stays.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class TagKeeping {

	private final TagNames names;

	private final TagHolders holders;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * The name under which a tag goes today, made known if it was not. No other rule and
	 * no bulk action moves it until the transaction ends.
	 * @throws MemberRefused if it is empty, too long or retired
	 */
	@May(Permission.POLICY_EDIT)
	public String settle(String tag) {
		return names.settle(tag, TagNames.Hold.ALONE).offered().name();
	}

	/** No other rule and no bulk action moves the tag until the transaction ends. */
	@May(Permission.POLICY_EDIT)
	public void hold(String tag) {
		names.find(tag, TagNames.Hold.ALONE);
	}

	/**
	 * What each of some tags is today; what nobody has heard of goes under its own name.
	 */
	@May(Permission.MEMBER_READ)
	public Map<String, TagStanding> standing(Collection<String> tags) {
		return names.standing(tags);
	}

	/**
	 * Takes the rule's tag off those who are not among the members.
	 * @return from how many
	 */
	@May(Permission.POLICY_EDIT)
	public int letGo(UUID rule, AudienceQuery members) {
		return jdbc.sql("""
				delete from member_tags h
				where h.organization_id = :organization and h.rule_id = :kept_by
				and not exists (select 1 from (%s) fits where fits.member_id = h.member_id)
				""".formatted(members.sql())).params(parameters(rule, members)).update();
	}

	/**
	 * Puts the tag on the members who do not have it.
	 * @return on how many
	 */
	@May(Permission.POLICY_EDIT)
	public int putOn(UUID rule, String tag, AudienceQuery members) {
		return jdbc.sql("""
				insert into member_tags (organization_id, tag, member_id, tagged_at, rule_id)
				select :organization, :kept_tag, fits.member_id, :kept_at, :kept_by from (%s) fits
				on conflict (organization_id, tag, member_id) do nothing
				""".formatted(members.sql()))
			.params(parameters(rule, members))
			.param("kept_tag", tag)
			.param("kept_at", Timestamp.from(clock.instant()))
			.update();
	}

	/**
	 * How many of the members have the tag.
	 * @param tag as it is called today
	 */
	@May(Permission.MEMBER_READ)
	public long having(String tag, AudienceQuery members) {
		Map<String, Object> parameters = new HashMap<>(members.parameters());
		parameters.put("organization", tenancy.current());
		return jdbc
			.sql("""
					select count(*) from (%s) fits
					join member_tags h on h.organization_id = :organization and h.tag = :kept_tag and h.member_id = fits.member_id
					"""
				.formatted(members.sql()))
			.params(parameters)
			.param("kept_tag", tag)
			.query(Long.class)
			.single();
	}

	/** How many have a tag because of the rule. */
	@May(Permission.MEMBER_READ)
	public Map<UUID, Long> kept() {
		Map<UUID, Long> kept = new HashMap<>();
		jdbc.sql("""
				select rule_id, count(*) from member_tags
				where organization_id = :organization and rule_id is not null group by rule_id
				""").param("organization", tenancy.current()).query(row -> {
			kept.put(row.getObject(1, UUID.class), row.getLong(2));
		});
		return kept;
	}

	/**
	 * The rule ends: its tags come off, or stay as if somebody had put them on.
	 * @return how many they were
	 */
	@May(Permission.POLICY_EDIT)
	public int end(UUID rule, boolean takeOff) {
		holders.end(rule, takeOff);
		String statement = takeOff ? "delete from member_tags" : "update member_tags set rule_id = null";
		return jdbc.sql(statement + " where organization_id = :organization and rule_id = :kept_by")
			.param("organization", tenancy.current())
			.param("kept_by", rule)
			.update();
	}

	private Map<String, Object> parameters(UUID rule, AudienceQuery members) {
		Map<String, Object> parameters = new HashMap<>(members.parameters());
		parameters.put("organization", tenancy.current());
		parameters.put("kept_by", rule);
		return parameters;
	}

}
