package io.guildhall.member;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.MemberMerging.Pair;
import lombok.RequiredArgsConstructor;

/** What two members said about being contacted, when they become one and two again. */
@Component
@RequiredArgsConstructor
class ConsentMerging {

	/** What the survivor {@code t} had said, as fields of a JSON object. */
	static final String KEPT = ConsentRows.each("'%1$s', t.%1$s") + ", 'do_not_contact', t.do_not_contact";

	private final ConsentRows rows;

	private final ImportedWords words;

	private final JdbcClient jdbc;

	/** The stricter word of each channel counts. */
	void absorb(Pair pair) {
		Map<UUID, Consents> said = said(pair);
		rows.put(Map.of(pair.survivor().id(), of(said, pair.survivor()).stricter(of(said, pair.merged()))), null);
	}

	/**
	 * The word goes back only where nobody said another since; what imports said that
	 * were taken back meanwhile goes. It is looked for twice: what they said of both
	 * together stands there before, what they said of one only afterwards. To be called
	 * when each has their own history again.
	 * @param moved what the merge kept
	 */
	void release(Pair pair, String moved) {
		words.takeBackEnded(List.of(pair.survivor().id()));
		// A merge of before channels were told apart kept one word for all.
		Consents before = jdbc.sql("""
				select %s, cast(kept ->> 'do_not_contact' as boolean) as do_not_contact
				from (select cast(:moved as jsonb) -> 'kept' as kept) as merge
				""".formatted(ConsentRows.each("coalesce(kept ->> '%1$s', kept ->> 'consent') as %1$s")))
			.param("moved", moved)
			.query((row, number) -> ConsentRows.consents(row))
			.single();
		Map<UUID, Consents> said = said(pair);
		rows.put(Map.of(pair.survivor().id(), of(said, pair.survivor()).without(before, of(said, pair.merged()))),
				null);
		words.takeBackEnded(List.of(pair.survivor().id(), pair.merged().id()));
	}

	private Map<UUID, Consents> said(Pair pair) {
		return rows.of(List.of(pair.survivor().id(), pair.merged().id()));
	}

	private static Consents of(Map<UUID, Consents> said, MemberId member) {
		return Objects.requireNonNullElseGet(said.get(member.id()), Consents::none);
	}

}
