package io.guildhall.onboarding;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** By which channels members came, and what they answered. */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberAnswers {

	private static final int SHOWN = 20;

	private final MemberService members;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * A time somebody joined by a channel.
	 *
	 * @param bait that they saw
	 * @param placed whether a group had room for them
	 */
	public record Joined(UUID join, ChannelId channel, String channelName, String bait, LocalDate day, boolean placed,
			List<Answer> answers) {
	}

	/**
	 * By which channels a member came, the last first.
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<Joined> of(MemberId member) {
		members.require(member);
		record Said(UUID join, Answer answer) {
		}
		Map<UUID, List<Answer>> answers = jdbc.sql("""
				select join_id, question_id, question, answer from channel_answers
				where organization_id = :organization and member_id = :member order by join_id, position
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query((row, number) -> new Said(row.getObject(1, UUID.class),
					new Answer(row.getObject(2, UUID.class), row.getString(3), row.getString(4))))
			.stream()
			.collect(Collectors.groupingBy(Said::join, Collectors.mapping(Said::answer, Collectors.toList())));
		return jdbc.sql("""
				select j.id, j.channel_id, c.name, b.title, j.day, j.group_id is not null as placed
				from channel_joins j
				join channels c on c.organization_id = :organization and c.id = j.channel_id
				join channel_baits b on b.organization_id = :organization and b.id = j.bait_id
				where j.organization_id = :organization and j.member_id = :member
				order by j.joined_at desc, j.id desc limit :most
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("most", SHOWN)
			.query((row, number) -> {
				UUID join = row.getObject("id", UUID.class);
				return new Joined(join, new ChannelId(row.getObject("channel_id", UUID.class)), row.getString("name"),
						row.getString("title"), row.getObject("day", LocalDate.class), row.getBoolean("placed"),
						answers.getOrDefault(join, List.of()));
			})
			.list();
	}

	/** What one who is erased said goes; that somebody joined stays. */
	@EventListener
	void forget(MemberErased erased) {
		jdbc.sql("delete from channel_answers where organization_id = :organization and member_id = :member")
			.param("organization", tenancy.current())
			.param("member", erased.member().id())
			.update();
	}

}
