package io.guildhall.onboarding;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.field.FieldValues;
import io.guildhall.member.ConsentWord;
import io.guildhall.member.MemberBlocks;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberIdentities;
import io.guildhall.member.MemberInviters;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What the house does for a visitor of a public page, once the code has led it there. */
@Component
@Transactional
@RequiredArgsConstructor
class Joining {

	private static final int LONGEST_NAME = 120;

	private final ChannelRepository channels;

	private final ChannelService service;

	private final ChannelRows rows;

	private final ChannelRooms rooms;

	private final CommunityService communities;

	private final MemberService members;

	private final MemberIdentities identities;

	private final MemberTagging tagging;

	private final MemberConsents consents;

	private final MemberInviters inviters;

	private final MemberBlocks blocks;

	private final FieldValues fields;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** A page, and which bait is on it. */
	record Shown(JoinPage page, UUID bait) {
	}

	@Transactional(readOnly = true)
	Shown page(ChannelId id, UUID visitor, Instant now) {
		Channel channel = find(id);
		// The highest hash wins: another bait takes visitors from all, and moves nobody
		// else.
		ChannelRows.KeptBait bait = rows.baits(id)
			.stream()
			.max(Comparator.comparing((ChannelRows.KeptBait one) -> Ids.of(one.id(), visitor.toString()).toString()))
			.orElseThrow(ChannelRefused::unknown);
		FormToken token = new FormToken(UUID.randomUUID(), bait.id(), now, channel.getEdition());
		return new Shown(new JoinPage(organizations.current().name(), community(channel), isOpen(channel), bait.bait(),
				service.questionnaire(channel).questions(), token.sign(channel.getSecret())), bait.id());
	}

	@Transactional(readOnly = true)
	Channel channel(ChannelId id) {
		return find(id);
	}

	/**
	 * The form, if somebody joined by it; its second one, if they had answered otherwise.
	 */
	@Transactional(readOnly = true)
	Optional<UUID> joined(ChannelId channel, UUID form) {
		return jdbc.sql("""
				select id from channel_joins where organization_id = :organization and id in (:form, :second)
				and channel_id = :channel and outcome = 'JOINED'
				""")
			.param("organization", tenancy.current())
			.param("form", form)
			.param("second", second(form))
			.param("channel", channel.id())
			.query(UUID.class)
			.optional();
	}

	Welcome welcome(ChannelId id, UUID join) {
		Channel channel = find(id);
		record Offer(@Nullable UUID group, @Nullable UUID member) {
		}
		Offer offer = jdbc.sql("""
				select group_id, member_id from channel_joins where organization_id = :organization and id = :join
				and channel_id = :channel and outcome = 'JOINED'
				""")
			.param("organization", tenancy.current())
			.param("join", join)
			.param("channel", id.id())
			.query((row, number) -> new Offer(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
			.optional()
			.orElseThrow(ChannelRefused::unknown);
		MemberId member = (offer.member() != null) ? new MemberId(offer.member()) : null;
		boolean barred = member != null && blocks.blocked(member);
		UUID group = barred ? null : offer.group();
		if (group == null && member != null && !barred) {
			group = offer(id, join, member);
		}
		UUID where = group;
		Room room = rooms.of(id, null)
			.stream()
			.filter(one -> one.group().id().equals(where) && !one.archived())
			.findFirst()
			.orElse(null);
		return new Welcome(organizations.current().name(), community(channel), (room != null) ? room.name() : null,
				(room != null) ? new Entry(room.group(), room.entry()) : null, barred);
	}

	/** Room may have come up for one who found none; null if it did not. */
	private @Nullable UUID offer(ChannelId id, UUID join, MemberId member) {
		inTurn(id);
		GroupId group = place(id, member);
		if (group == null) {
			return null;
		}
		jdbc.sql("""
				update channel_joins set group_id = :group, offered_day = :day
				where organization_id = :organization and id = :join and group_id is null
				""")
			.param("group", group.id())
			.param("day", Date.valueOf(organizations.today()))
			.param("organization", tenancy.current())
			.param("join", join)
			.update();
		return group.id();
	}

	/** One after the other: two would be offered the same last place. */
	private void inTurn(ChannelId id) {
		jdbc.sql("select id from channels where organization_id = :organization and id = :id for update")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(UUID.class)
			.optional();
	}

	/**
	 * Makes or finds the member, and offers a place. The same form does it once; who did
	 * not fit, goes back and answers otherwise has a second one by that.
	 * @param arrival what comes with it
	 * @throws io.guildhall.member.MemberRefused if somebody with the same contact came in
	 * between
	 */
	Attempt join(ChannelId id, FormToken token, Submission form, Instant now, Arrival arrival) {
		inTurn(id);
		Channel channel = find(id);
		if (channel.getEdition() != token.edition()) {
			return Attempt.again("onboarding.form.changed");
		}
		Questionnaire.Judged judged = service.questionnaire(channel).judge(form.answers());
		NewIdentity identity = identity(form);
		List<Attempt.Problem> problems = problems(form, identity, judged);
		if (!problems.isEmpty()) {
			return Attempt.again(problems);
		}
		LocalDate day = organizations.dayOf(now);
		if (judged.screening() != null) {
			claim(id, token.form(), token, "SCREENED", day);
			return Attempt.screened(judged.screening());
		}
		UUID join = screened(token.form()) ? second(token.form()) : token.form();
		if (!claim(id, join, token, "JOINED", day)) {
			return Attempt.joined(join);
		}
		MemberId known = (identity != null) ? identities.owners(List.of(identity)).get(identity) : null;
		List<String> tags = tagging.offeredOf(judged.tags());
		MemberId member = (known != null) ? known : members.add(new NewMember(form.name(), null, null,
				(identity != null) ? List.of(identity) : List.of(), tags, null, null, MemberSource.CHANNEL));
		if (known == null && form.invitedBy() != null) {
			inviters.cameBy(member, form.invitedBy());
		}
		if (known != null) {
			tags.forEach(tag -> tagging.tag(MemberFilter.of(List.of(known)), tag));
		}
		if (!form.consents().isEmpty()) {
			consents.say(member, ConsentWord.joining(form.consents(), channel.getName()));
		}
		GroupId group = place(id, member);
		jdbc.sql(
				"""
						update channel_joins set member_id = :member, newcomer = :newcomer, joined_at = :now,
							group_id = cast(:group as uuid), offered_day = case when cast(:group as uuid) is not null then cast(:day as date) end
						where organization_id = :organization and id = :form
						""")
			.param("member", member.id())
			.param("newcomer", known == null)
			.param("group", (group != null) ? group.toString() : null)
			.param("day", Date.valueOf(day))
			.param("now", Timestamp.from(now))
			.param("organization", tenancy.current())
			.param("form", join)
			.update();
		keep(join, member, judged.answers());
		fields.fill(member, judged.fields());
		arrival.arrived(member, join, now);
		return Attempt.joined(join);
	}

	/**
	 * Where the member is already, else the first group that has room, down the chains of
	 * the channel's own as well; null for none, and for who is blocked: they may be in no
	 * group, so nobody shows them the way into one.
	 */
	private @Nullable GroupId place(ChannelId id, MemberId member) {
		if (blocks.blocked(member)) {
			return null;
		}
		List<Room> led = rooms.of(id, member);
		List<UUID> in = jdbc.sql("""
				select group_id from member_group_facts
				where organization_id = :organization and member_id = :member and left_at is null
				""").param("organization", tenancy.current()).param("member", member.id()).query(UUID.class).list();
		return led.stream()
			.filter(room -> !room.archived() && in.contains(room.group().id()))
			.findFirst()
			.or(() -> led.stream().filter(room -> room.left() > 0).findFirst())
			.map(Room::group)
			.orElse(null);
	}

	/** What a form becomes by which somebody joins who did not fit at first. */
	private static UUID second(UUID form) {
		return Ids.of(form, "answered otherwise");
	}

	/** Whether somebody who did not fit sent the form. */
	private boolean screened(UUID form) {
		return jdbc.sql("""
				select exists (select from channel_joins where organization_id = :organization and id = :form
					and outcome = 'SCREENED')
				""").param("organization", tenancy.current()).param("form", form).query(Boolean.class).single();
	}

	private boolean claim(ChannelId channel, UUID form, FormToken token, String outcome, LocalDate day) {
		return jdbc.sql("""
				insert into channel_joins (organization_id, id, channel_id, bait_id, outcome, day, newcomer)
				values (:organization, :form, :channel, :bait, :outcome, :day, false)
				on conflict (organization_id, id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("form", form)
			.param("channel", channel.id())
			.param("bait", token.seen())
			.param("outcome", outcome)
			.param("day", Date.valueOf(day))
			.update() > 0;
	}

	private void keep(UUID join, MemberId member, List<Answer> answers) {
		jdbc.sql(
				"""
						insert into channel_answers (organization_id, id, join_id, member_id, position, question_id, question, answer)
						select :organization, cast(given.id as uuid), :join, :member, given.position, cast(given.question_id as uuid),
							given.question, given.answer
						from unnest(:ids, :questionIds, :questions, :answers)
							with ordinality as given (id, question_id, question, answer, position)
						""")
			.param("organization", tenancy.current())
			.param("join", join)
			.param("member", member.id())
			.param("ids", answers.stream().map(answer -> Ids.next().toString()).toArray(String[]::new))
			.param("questionIds", answers.stream().map(answer -> answer.questionId().toString()).toArray(String[]::new))
			.param("questions", answers.stream().map(Answer::question).toArray(String[]::new))
			.param("answers", answers.stream().map(Answer::answer).toArray(String[]::new))
			.update();
	}

	private static @Nullable NewIdentity identity(Submission form) {
		if (form.contact().isBlank()) {
			return null;
		}
		return (form.kind() == Submission.ContactKind.PHONE) ? NewIdentity.phone(form.contact())
				: NewIdentity.handle(Carrier.WECHAT, form.contact());
	}

	private static List<Attempt.Problem> problems(Submission form, @Nullable NewIdentity identity,
			Questionnaire.Judged judged) {
		List<Attempt.Problem> problems = new ArrayList<>();
		int name = form.name().strip().length();
		if (name == 0 || name > LONGEST_NAME) {
			problems.add(new Attempt.Problem("name", "member.name", List.of(LONGEST_NAME)));
		}
		if (identity != null && !identity.isWhole()) {
			problems.add(new Attempt.Problem("contact", "onboarding.contact.wrong." + form.kind(), List.of()));
		}
		for (Map.Entry<UUID, String> problem : judged.problems().entrySet()) {
			problems.add(new Attempt.Problem(problem.getKey().toString(), problem.getValue(), List.of()));
		}
		return problems;
	}

	@Transactional(readOnly = true)
	boolean isOpen(Channel channel) {
		return channel.isOpen() && !organizations.isSuspended();
	}

	private String community(Channel channel) {
		return communities.get(new CommunityId(channel.getCommunityId())).card().name();
	}

	private Channel find(ChannelId id) {
		return channels.findById(id).orElseThrow(ChannelRefused::unknown);
	}

}
