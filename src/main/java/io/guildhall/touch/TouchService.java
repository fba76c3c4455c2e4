package io.guildhall.touch;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.AudienceQuery;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Plans contacts, and settles them. Nobody is contacted twice in the same step of a
 * campaign through the same channel, whatever crashes: a unique key says so.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class TouchService {

	private final JdbcClient jdbc;

	private final Governor governor;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Plans a contact with each member of an audience, as of now; whom it may not be made
	 * with now is noted with the reason.
	 * @return how many were planned; those planned before are not counted again
	 */
	public int plan(UUID campaign, int step, TouchChannel channel, TouchGoal goal, AudienceQuery audience) {
		Map<String, @Nullable Object> parameters = new HashMap<>(audience.parameters());
		parameters.putAll(governor.parameters(goal, campaign));
		parameters.put("step", step);
		parameters.put("channel", channel.name());
		parameters.put("contact", channel.contact().name());
		parameters.put("goal", goal.name());
		return jdbc
			.sql("""
					insert into touches (organization_id, id, campaign_id, step, member_id, channel, goal, state, blocked_by,
						planned_at, moved_at)
					select :organization, guildhall_id(:campaign, :step || '/' || a.member_id || '/' || :channel), :campaign,
						:step, a.member_id, :channel, :goal, 'PLANNED', %s, :now, :now
					from (%s) a
					join member_facts f on f.organization_id = :organization and f.member_id = a.member_id
					join member_contact_facts c on c.organization_id = :organization and c.member_id = a.member_id
						and c.channel = :contact
					on conflict do nothing
					"""
				.formatted(Governor.VERDICT, audience.sql()))
			.params(parameters)
			.update();
	}

	/**
	 * Says what would be planned, without planning it.
	 * @return counts with nothing sent or suppressed
	 */
	@Transactional(readOnly = true)
	public TouchCounts foresee(TouchChannel channel, TouchGoal goal, AudienceQuery audience) {
		Map<String, @Nullable Object> parameters = new HashMap<>(audience.parameters());
		parameters.putAll(governor.parameters(goal, null));
		parameters.put("contact", channel.contact().name());
		return jdbc.sql("""
				select count(*) filter (where verdict is null) as ready,
					count(*) filter (where verdict = 'CONSENT') as consent,
					count(*) filter (where verdict = 'PROTECTION') as protection,
					count(*) filter (where verdict = 'DUPLICATE') as duplicate, 0 as sent, 0 as suppressed
				from (select %s as verdict from (%s) a
					join member_facts f on f.organization_id = :organization and f.member_id = a.member_id
					join member_contact_facts c on c.organization_id = :organization and c.member_id = a.member_id
						and c.channel = :contact) v
				""".formatted(Governor.VERDICT, audience.sql())).params(parameters).query(TouchCounts.class).single();
	}

	/**
	 * What would be planned, and something further.
	 *
	 * @param some how many of those with whom a contact would be made were chosen among
	 * them
	 */
	public record Foreseen(TouchCounts counts, long some) {
	}

	/**
	 * Says what would be planned, without planning it, and of how many who would be
	 * contacted something further holds. The audience is looked for once.
	 * @param further chooses among those who would be contacted: is given the query of
	 * them, which stands within a larger statement
	 */
	@Transactional(readOnly = true)
	public Foreseen foresee(TouchChannel channel, TouchGoal goal, AudienceQuery audience,
			UnaryOperator<AudienceQuery> further) {
		AudienceQuery some = further.apply(
				new AudienceQuery("select r.member_id from reached r where r.verdict is null", audience.parameters()));
		Map<String, @Nullable Object> parameters = new HashMap<>(audience.parameters());
		parameters.putAll(some.parameters());
		parameters.putAll(governor.parameters(goal, null));
		parameters.put("contact", channel.contact().name());
		return jdbc.sql("""
				with reached as materialized (select a.member_id, %s as verdict from (%s) a
					join member_facts f on f.organization_id = :organization and f.member_id = a.member_id
					join member_contact_facts c on c.organization_id = :organization and c.member_id = a.member_id
						and c.channel = :contact)
				select count(*) filter (where verdict is null) as ready,
					count(*) filter (where verdict = 'CONSENT') as consent,
					count(*) filter (where verdict = 'PROTECTION') as protection,
					count(*) filter (where verdict = 'DUPLICATE') as duplicate,
					(select count(*) from (%s) chosen) as holds
				from reached
				""".formatted(Governor.VERDICT, audience.sql(), some.sql()))
			.params(parameters)
			.query((row,
					number) -> new Foreseen(new TouchCounts(row.getLong("ready"), row.getLong("consent"),
							row.getLong("protection"), row.getLong("duplicate"), 0, 0), row.getLong("holds")))
			.single();
	}

	/**
	 * Confirms that a person has made the contact. The governor decides at this moment.
	 * @throws TouchRefused if it is unknown, settled already, or blocked; the block is
	 * noted
	 */
	public void confirm(UUID campaign, TouchId id, TouchGoal goal) {
		if (confirm(campaign, goal, "and t.id = :touch", Map.of("touch", id.id())) == 1) {
			return;
		}
		String state = jdbc.sql("""
				select state from touches where organization_id = :organization and campaign_id = :campaign and id = :id
				""")
			.param("organization", tenancy.current())
			.param("campaign", campaign)
			.param("id", id.id())
			.query(String.class)
			.optional()
			.orElseThrow(() -> TouchRefused.unknown(id));
		if (!state.equals("PLANNED")) {
			throw TouchRefused.settled(id);
		}
		throw TouchRefused.blocked(decided(campaign, id, goal));
	}

	/**
	 * Confirms all contacts of a campaign that may be made now.
	 * @return how many
	 */
	public int confirmAll(UUID campaign, TouchGoal goal) {
		return confirm(campaign, goal, "", Map.of());
	}

	/**
	 * Gives up what is still planned: the campaign has ended.
	 * @return how many
	 */
	public int suppressRest(UUID campaign) {
		return jdbc.sql("""
				update touches set state = 'SUPPRESSED', moved_at = :now
				where organization_id = :organization and campaign_id = :campaign and state = 'PLANNED'
				""")
			.param("organization", tenancy.current())
			.param("campaign", campaign)
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

	/** How far a campaign is, as last decided. */
	@Transactional(readOnly = true)
	public TouchCounts counts(UUID campaign) {
		return jdbc.sql("""
				select count(*) filter (where state = 'PLANNED' and blocked_by is null) as ready,
					count(*) filter (where state = 'PLANNED' and blocked_by = 'CONSENT') as consent,
					count(*) filter (where state = 'PLANNED' and blocked_by = 'PROTECTION') as protection,
					count(*) filter (where state = 'PLANNED' and blocked_by = 'DUPLICATE') as duplicate,
					count(*) filter (where state = 'SENT') as sent,
					count(*) filter (where state = 'SUPPRESSED') as suppressed
				from touches where organization_id = :organization and campaign_id = :campaign
				""")
			.param("organization", tenancy.current())
			.param("campaign", campaign)
			.query(TouchCounts.class)
			.single();
	}

	/** Decides again about what is planned: members change their mind, windows pass. */
	public void decide(UUID campaign, TouchGoal goal) {
		jdbc.sql("""
				update touches t set blocked_by = v.verdict, moved_at = :now
				from (select f.member_id, c.channel, %s as verdict from member_facts f
					join member_contact_facts c on c.organization_id = :organization and c.member_id = f.member_id
						and c.channel in %s
					where f.organization_id = :organization) v
				where t.organization_id = :organization and t.campaign_id = :campaign and t.state = 'PLANNED'
				and v.member_id = t.member_id and v.channel = %s and v.verdict is distinct from t.blocked_by
				""".formatted(Governor.VERDICT, TouchChannel.contacts(), TouchChannel.contactOfRow()))
			.params(governor.parameters(goal, campaign))
			.update();
	}

	private int confirm(UUID campaign, TouchGoal goal, String which, Map<String, ?> parameters) {
		return jdbc
			.sql("""
					update touches t set state = 'SENT', blocked_by = null, sent_at = :now, sent_day = :day, moved_at = :now,
						actor_id = :actor, actor_name = :name
					from (select f.member_id, c.channel, %s as verdict from member_facts f
						join member_contact_facts c on c.organization_id = :organization and c.member_id = f.member_id
							and c.channel in %s
						where f.organization_id = :organization) v
					where t.organization_id = :organization and t.campaign_id = :campaign and t.state = 'PLANNED' %s
					and v.member_id = t.member_id and v.channel = %s and v.verdict is null
					"""
				.formatted(Governor.VERDICT, TouchChannel.contacts(), which, TouchChannel.contactOfRow()))
			.params(governor.parameters(goal, campaign))
			.params(parameters)
			.param("day", organizations.today())
			.param("actor", OnBehalf.actor().id())
			.param("name", OnBehalf.actor().name())
			.update();
	}

	private Block decided(UUID campaign, TouchId id, TouchGoal goal) {
		return Block.valueOf(jdbc.sql("""
				select %s as verdict from touches t
				join member_facts f on f.organization_id = :organization and f.member_id = t.member_id
				join member_contact_facts c on c.organization_id = :organization and c.member_id = t.member_id
					and c.channel = %s
				where t.organization_id = :organization and t.campaign_id = :campaign and t.id = :id
				""".formatted(Governor.VERDICT, TouchChannel.contactOfRow()))
			.params(governor.parameters(goal, campaign))
			.param("id", id.id())
			.query(String.class)
			.single());
	}

}
