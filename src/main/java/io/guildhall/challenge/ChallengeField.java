package io.guildhall.challenge;

import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberMeasure;
import io.guildhall.member.MemberMeasure.Unit;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The challenges that a member takes part in, or took. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class ChallengeField implements MemberField {

	/** As many of the latest as are offered. */
	private static final int MOST = 100;

	private final CommunityService communities;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Days with a check-in that counts, of whatever challenges. */
	@Configuration(proxyBeanMethods = false)
	static class Measures {

		@Bean
		MemberMeasure checkedInDays() {
			return new MemberMeasure("checked_in", 35, "challenge.measure.days", Unit.COUNT, """
					select c.member_id, count(distinct c.day) as value from check_ins c
					where c.organization_id = :organization and c.state = 'COUNTED'<window> group by c.member_id""",
					"c.day");
		}

	}

	@Override
	public String key() {
		return "challenge";
	}

	@Override
	public int order() {
		return 98;
	}

	@Override
	public String labelKey() {
		return "challenge.part";
	}

	@Override
	public boolean inLists() {
		return false;
	}

	@Override
	public List<Choice> choices() {
		GroupScope mine = communities.scope();
		return jdbc.sql("""
				select id, name from challenges
				where organization_id = :organization and (:all or group_id = any(cast(:groups as uuid[])))
				order by starts_on desc, id desc limit :most
				""")
			.param("organization", tenancy.current())
			.param("all", mine.all())
			.param("groups", mine.array())
			.param("most", MOST)
			.query((row, number) -> Choice.text(row.getString("id"), row.getString("name")))
			.list();
	}

	@Override
	public Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	public Condition anyOf(List<String> values) {
		return new Condition("""
				exists (select 1 from challenge_participants taking where taking.organization_id = m.organization_id
					and taking.member_id = m.id and taking.challenge_id = any(cast(:challenge_ids as uuid[])))""",
				Map.of("challenge_ids", ids(values)));
	}

}
