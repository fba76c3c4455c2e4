package io.guildhall.onboarding;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.field.FieldDetails;
import io.guildhall.field.FieldId;
import io.guildhall.field.FieldService;
import io.guildhall.link.PublicCodes;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Channels: the ways in. Who is limited to groups of their own sees and makes those that
 * lead to no other group.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ChannelService {

	/** By which links to channels are told from others. */
	static final String KIND = "channel";

	private static final TypeReference<List<Question>> QUESTIONS = new TypeReference<>() {
	};

	/** Of channels c, those that who asks may see; with the parameters {@link #seen}. */
	static final String SEEN = """
			(:all or (exists (select from channel_groups g where g.organization_id = :organization and g.channel_id = c.id)
				and not exists (select from channel_groups g where g.organization_id = :organization
					and g.channel_id = c.id and not (g.group_id = any(:groups)))))""";

	private final ChannelRepository channels;

	private final ChannelRows rows;

	private final PublicCodes codes;

	private final CommunityService communities;

	private final FieldService fields;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final Clock clock;

	/**
	 * Makes a channel, which is open.
	 * @throws ChannelRefused if a part of it is not right, or its groups are of several
	 * communities
	 * @throws io.guildhall.community.CommunityRefused if there is no such group for who
	 * acts
	 */
	@May(Permission.COMMUNITY_EDIT)
	public ChannelId create(ChannelTerms terms) {
		ChannelTerms checked = terms.checked();
		requireFields(checked.questions());
		CommunityId community = community(checked.groups());
		ChannelId id = ChannelId.next();
		Channel channel = new Channel(id, codes.take(KIND, id.id()), codes.secret(), checked.name(), community,
				write(Questionnaire.NONE.become(checked.questions())), now());
		channels.saveAndFlush(channel);
		rows.lead(channel.getId(), checked.groups());
		rows.lure(channel.getId(), checked.baits());
		rows.ask(channel.getId(), channel.getQuestions());
		audit.record("onboarding.channel.created", "channel", channel.getId(), fields(checked));
		return channel.getId();
	}

	/**
	 * It works so from now on. Answers that were given keep the questions as they were
	 * asked, figures the baits as they were seen.
	 * @param version at which it was read; null writes over whatever there is
	 * @throws ChannelRefused if there is no such channel for who acts, or a part is not
	 * right
	 */
	@May(Permission.COMMUNITY_EDIT)
	public ChannelDetails change(ChannelId id, ChannelTerms terms, @Nullable Long version) {
		ChannelDetails before = get(id);
		Channel channel = channels.findById(id).orElseThrow(ChannelRefused::unknown);
		if (version != null && version != channel.version()) {
			throw new ObjectOptimisticLockingFailureException(Channel.class, id);
		}
		ChannelTerms checked = terms.checked();
		requireFields(checked.questions());
		channel.become(checked.name(), community(checked.groups()),
				write(questionnaire(channel).become(checked.questions())), now());
		channels.saveAndFlush(channel);
		rows.lead(id, checked.groups());
		rows.lure(id, checked.baits());
		rows.ask(id, channel.getQuestions());
		audit.record("onboarding.channel.changed", "channel", id, fields(before.terms()), fields(checked));
		return get(id);
	}

	/**
	 * From now on everybody sees this bait; the others are retired, with their figures.
	 * @throws ChannelRefused if there is no such channel for who acts, or it is not tried
	 * there now
	 */
	@May(Permission.COMMUNITY_EDIT)
	public ChannelDetails keepBait(ChannelId id, UUID bait) {
		ChannelTerms terms = get(id).terms();
		Bait kept = rows.baits(id)
			.stream()
			.filter(tried -> tried.id().equals(bait))
			.findFirst()
			.orElseThrow(ChannelRefused::noBait)
			.bait();
		return change(id, new ChannelTerms(terms.name(), terms.groups(), List.of(kept), terms.questions()), null);
	}

	/** Nobody joins by it any more; its figures stay. */
	@May(Permission.COMMUNITY_EDIT)
	public void close(ChannelId id) {
		Channel channel = find(id);
		if (channel.isOpen()) {
			channel.close(now());
			channels.saveAndFlush(channel);
			audit.record("onboarding.channel.closed", "channel", id, Map.of());
		}
	}

	/** People may join by it again. */
	@May(Permission.COMMUNITY_EDIT)
	public void open(ChannelId id) {
		Channel channel = find(id);
		if (!channel.isOpen()) {
			channel.open();
			channels.saveAndFlush(channel);
			audit.record("onboarding.channel.opened", "channel", id, Map.of());
		}
	}

	/**
	 * A channel.
	 * @throws ChannelRefused if there is none for who asks
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public ChannelDetails get(ChannelId id) {
		ChannelSummary summary = select("c.id = :id", Map.of("id", id.id()), 1).stream()
			.findFirst()
			.orElseThrow(ChannelRefused::unknown);
		Channel channel = channels.findById(id).orElseThrow(ChannelRefused::unknown);
		return new ChannelDetails(id, channel.getCode(), channel.getName(), summary.community(),
				summary.communityName(), channel.isOpen(), rows.groups(id),
				rows.baits(id).stream().map(ChannelRows.KeptBait::bait).toList(), questionnaire(channel).questions(),
				channel.getCreatedAt(), channel.getClosedAt(), channel.version());
	}

	/**
	 * The channels, the newest first.
	 * @param open whether those where people may join, or those that are closed
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Slice<ChannelSummary> list(boolean open, @Nullable String after) {
		List<String> cursor = Slice.decode(after, 1);
		return Slice.of(
				select("(c.closed_at is null) = :open and (:first or c.id < :after)",
						Map.of("open", open, "first", cursor.isEmpty(), "after", Slice.id(cursor, 0)), Slice.PAGE + 1),
				Slice.PAGE, channel -> List.of(channel.id()));
	}

	/** The last channels that who asks may see, open or not. */
	@Transactional(readOnly = true)
	List<ChannelSummary> latest(int most) {
		return select("true", Map.of(), most);
	}

	/** The questions of a channel. */
	Questionnaire questionnaire(Channel channel) {
		return new Questionnaire(json.readValue(channel.getQuestions(), QUESTIONS));
	}

	private String write(Questionnaire questionnaire) {
		return json.writeValueAsString(questionnaire.questions());
	}

	private Channel find(ChannelId id) {
		get(id);
		return channels.findById(id).orElseThrow(ChannelRefused::unknown);
	}

	/** Who asks, as parameters. */
	Map<String, Object> seen() {
		var scope = communities.scope();
		return Map.of("all", scope.all(), "groups", scope.array(), "organization", tenancy.current());
	}

	private List<ChannelSummary> select(String condition, Map<String, ?> parameters, int most) {
		Map<String, Object> all = new HashMap<>(parameters);
		all.putAll(seen());
		all.put("most", most);
		return jdbc
			.sql("""
					select c.id, c.code, c.name, c.community_id, f.name as community, c.closed_at is null as open, c.created_at,
						(select count(*) from channel_joins j where j.organization_id = :organization and j.channel_id = c.id
							and j.outcome = 'JOINED') as joined
					from channels c
					join community_facts f on f.organization_id = :organization and f.community_id = c.community_id
					where c.organization_id = :organization and %s and %s order by c.id desc limit :most
					"""
				.formatted(condition, SEEN))
			.params(all)
			.query((row, number) -> summary(row))
			.list();
	}

	private static ChannelSummary summary(ResultSet row) throws SQLException {
		return new ChannelSummary(new ChannelId(row.getObject("id", UUID.class)), row.getString("code"),
				row.getString("name"), new CommunityId(row.getObject("community_id", UUID.class)),
				row.getString("community"), row.getBoolean("open"), row.getLong("joined"),
				row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

	/** The one community of the groups, all of which who acts may see. */
	private CommunityId community(List<Entry> groups) {
		List<CommunityId> of = groups.stream()
			.map(entry -> communities.require(entry.group()).community())
			.distinct()
			.toList();
		if (of.size() != 1) {
			throw ChannelRefused.communities();
		}
		return of.get(0);
	}

	/** Whoever lets a question fill a field sees which fields there are. */
	private void requireFields(List<Question> questions) {
		List<FieldId> filled = questions.stream().map(Question::field).filter(Objects::nonNull).toList();
		if (!filled.isEmpty()
				&& !fields.list().stream().map(FieldDetails::id).collect(Collectors.toSet()).containsAll(filled)) {
			throw ChannelRefused.field();
		}
	}

	private static Map<String, ?> fields(ChannelTerms terms) {
		return Map.of("name", terms.name(), "groups", terms.groups().size(), "baits", terms.baits().size(), "questions",
				terms.questions().size());
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
