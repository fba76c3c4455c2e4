package io.guildhall.member;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Takes out everything that is kept about one person, for when they ask for it. */
@Service
@Transactional
@RequiredArgsConstructor
public class PersonalData {

	private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {
	};

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final MemberService members;

	private final ObjectProvider<PersonalRecords> records;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * All that is kept about a person.
	 *
	 * @param member the id of the person
	 * @param takenAt when it was taken out
	 * @param records by their kind; a kind of which there is nothing is empty
	 */
	public record Everything(MemberId member, Instant takenAt, Map<String, List<Map<String, Object>>> records) {
	}

	/**
	 * Everything that all modules keep, contacts unmasked; that it was taken out is
	 * noted.
	 * @throws MemberRefused if there is no such member for who asks, or they may not see
	 * contacts: half of it would not be what the person asked for
	 */
	@May(Permission.MEMBER_ERASE)
	public Everything take(MemberId id) {
		members.require(id);
		if (!OnBehalf.may(Permission.CONTACT_READ)) {
			throw MemberRefused.contactsHidden();
		}
		List<MemberId> ids = new ArrayList<>(List.of(id));
		jdbc.sql("select id from members where organization_id = :organization and merged_into = :member order by id")
			.param("organization", tenancy.current())
			.param("member", id.id())
			.query(UUID.class)
			.list()
			.forEach(alias -> ids.add(new MemberId(alias)));
		Map<String, List<Map<String, Object>>> all = new TreeMap<>();
		all.put("changes", audit.personal(ids.stream().map(MemberId::id).toList()));
		records.forEach(module -> module.queries().forEach((key, query) -> all.put(key, rows(query, ids))));
		audit.record("member.data-taken-out", "member", id, Map.of("kinds", all.size()));
		return new Everything(id, clock.instant(), all);
	}

	/** The rows, column by column; what says nothing about the person is left out. */
	private List<Map<String, Object>> rows(String query, List<MemberId> ids) {
		return jdbc.sql("select cast(to_jsonb(r) - 'organization_id' - 'version' as text) from (%s) r".formatted(query))
			.param("organization", tenancy.current())
			.param("members", ids.stream().map(MemberId::toString).toArray(String[]::new))
			.query(String.class)
			.stream()
			.map(row -> JSON.readValue(row, ROW))
			.toList();
	}

}
