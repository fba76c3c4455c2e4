package io.guildhall.member;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.GroupId;
import io.guildhall.community.GroupNewcomers;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Who came to groups for the first time. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class MembersWhoCame implements GroupNewcomers {

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	@Override
	public long count(Collection<GroupId> groups, LocalDate from, LocalDate until) {
		return jdbc.sql("""
				select count(*) from (
					select s.member_id from member_stays s
					where s.organization_id = :organization and s.group_id = any(cast(:groups as uuid[]))
					group by s.member_id having min(s.joined_day) between :from and :until) came
				""")
			.param("organization", tenancy.current())
			.param("groups", groups.stream().map(GroupId::toString).toArray(String[]::new))
			.param("from", Date.valueOf(from))
			.param("until", Date.valueOf(until))
			.query(Long.class)
			.single();
	}

}
