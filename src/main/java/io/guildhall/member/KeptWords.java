package io.guildhall.member;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What is kept of the words about a member that an act asks for: why money is paid back,
 * points are taken, something is taken back. What the books hold of somebody who was
 * erased can still be settled, with a reason as ever, but nothing is kept of it
 * (docs/adr/0164-reasons-about-who-was-erased-are-asked-for-and-not-kept.md). Words that
 * are all there is to an act, such as a note, are refused instead.
 */
@Component
@RequiredArgsConstructor
public class KeptWords {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * The words as they are kept. Whoever locks what they are written to asks behind that
	 * lock: an erasure waits for it before it forgets, so that none comes too late for
	 * it.
	 * @param words as they were checked
	 * @return empty if the member was erased
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public String of(MemberId member, String words) {
		return erased(member) ? "" : words;
	}

	/**
	 * Those of some members who were erased, of whom no words are kept: of words about
	 * several at once.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Set<MemberId> erased(Collection<MemberId> some) {
		return jdbc.sql("""
				select id from members where organization_id = :organization and state = 'ERASED'
				and id = any(cast(:members as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("members", some.stream().map(MemberId::toString).toArray(String[]::new))
			.query((row, number) -> new MemberId(row.getObject("id", UUID.class)))
			.set();
	}

	/**
	 * Takes away the words about somebody who is being erased. What they are written to
	 * is held first: whoever writes to it is through before, or knows of the erasure.
	 * @param held locks what belongs to {@code :member}, in the order of all locks
	 * (docs/architecture.md)
	 * @param forgotten statements that take words about {@code :member} away
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void forget(MemberErased erased, String held, List<String> forgotten) {
		about(erased, held).query().listOfRows();
		forgotten.forEach(sql -> about(erased, sql).update());
	}

	private JdbcClient.StatementSpec about(MemberErased erased, String sql) {
		return jdbc.sql(sql).param("organization", tenancy.current()).param("member", erased.member().id());
	}

	/**
	 * That something can be written about the member, without asking who may see them.
	 * @throws MemberRefused if they were erased
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void require(MemberId member) {
		if (erased(member)) {
			throw MemberRefused.erased();
		}
	}

	private boolean erased(MemberId member) {
		return jdbc.sql("""
				select exists (select from members
					where organization_id = :organization and id = :member and state = 'ERASED')
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query(Boolean.class)
			.single();
	}

}
