package io.guildhall.coupon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberScope;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Whom the lines of a list name, of the members whom who acts may see. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class IssueSubjects {

	private static final int MOST = 10_000;

	private final MemberScope scope;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * The lines of a list as it was sent, without those that are empty.
	 * @throws CouponRefused if there are too many
	 */
	static List<String> lines(List<String> sent) {
		List<String> lines = sent.stream()
			.filter(Objects::nonNull)
			.map(String::strip)
			.filter(line -> !line.isEmpty())
			.toList();
		if (lines.size() > MOST) {
			throw CouponRefused.listTooLong(MOST);
		}
		return lines;
	}

	/** The active members of each line that names some, by their id or their name. */
	Map<String, List<UUID>> named(List<String> lines) {
		Map<String, List<UUID>> named = new LinkedHashMap<>();
		MemberScope.Limit limited = scope.on("m.member_id");
		jdbc.sql("""
				select m.member_id, cast(m.member_id as text) as id_text, m.display_name from member_facts m
				where m.organization_id = :organization and m.state = 'ACTIVE'
				and (m.display_name = any(:lines) or cast(m.member_id as text) = any(:lines))
				""" + limited.sql())
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("lines", lines.toArray(String[]::new))
			.query(row -> {
				UUID member = row.getObject("member_id", UUID.class);
				named.computeIfAbsent(row.getString("display_name"), name -> new ArrayList<>()).add(member);
				named.computeIfAbsent(row.getString("id_text"), name -> new ArrayList<>()).add(member);
			});
		return named;
	}

}
