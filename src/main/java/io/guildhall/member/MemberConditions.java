package io.guildhall.member;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The one place where a filter becomes SQL, with the limits of who acts added: lists,
 * exports, bulk actions and audiences all go through it.
 */
@Component
@RequiredArgsConstructor
class MemberConditions {

	private final KnownFields known;

	private final CommunityService communities;

	private final Tenancy tenancy;

	/** All fields, in their order. */
	List<MemberField> fields() {
		return known.fields();
	}

	/**
	 * What holds for the members that are meant; those who are erased are never.
	 * @throws MemberRefused if a field or a value is unknown
	 */
	Condition of(MemberFilter filter) {
		return of(filter, Tokens.query((filter.q() != null) ? filter.q() : ""));
	}

	/** The same where the terms of the search are partly seen to elsewhere. */
	Condition of(MemberFilter filter, List<Tokens.Term> terms) {
		StringBuilder sql = new StringBuilder("m.organization_id = :organization and m.state = 'ACTIVE'");
		Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("organization", tenancy.current());
		if (!filter.members().isEmpty()) {
			sql.append(" and m.id = any(cast(:members as uuid[]))");
			parameters.put("members", filter.members().stream().map(UUID::toString).toArray(String[]::new));
		}
		GroupScope scope = communities.scope();
		if (!scope.all()) {
			sql.append("""
					and exists (select 1 from member_stays scope_stay
					where scope_stay.organization_id = m.organization_id and scope_stay.member_id = m.id
					and scope_stay.group_id = any(cast(:scope_groups as uuid[])))""");
			parameters.put("scope_groups", MemberReading.strings(scope));
		}
		filter.fields().forEach((key, value) -> {
			MemberField field = known.field(key).orElseThrow(() -> MemberRefused.field(key));
			Condition condition = field.condition(value);
			sql.append(" and (").append(condition.sql()).append(')');
			parameters.putAll(condition.parameters());
		});
		for (int i = 0; i < terms.size(); i++) {
			sql.append(" and exists (select 1 from member_tokens term where term.organization_id = m.organization_id")
				.append(" and term.member_id = m.id and ")
				.append(matches("term", "term" + i, terms.get(i)))
				.append(')');
			bind(parameters, "term" + i, terms.get(i));
		}
		return new Condition(sql.toString(), parameters);
	}

	/** The condition that the alias' token is one of the term's. */
	static String matches(String alias, String name, Tokens.Term term) {
		return term.prefix() ? "%1$s.token >= :%2$s and %1$s.token < :%2$s_end".formatted(alias, name)
				: "%s.token = :%s".formatted(alias, name);
	}

	static void bind(Map<String, Object> parameters, String name, Tokens.Term term) {
		parameters.put(name, term.text());
		if (term.prefix()) {
			parameters.put(name + "_end", term.end());
		}
	}

}
