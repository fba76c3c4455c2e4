package io.guildhall.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.community.Carrier;
import io.guildhall.member.ImportChunk.IdentityKey;
import io.guildhall.member.MemberImporting.Row;
import io.guildhall.shared.Ids;

class ImportChunkTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private final UUID run = Ids.next();

	private final ImportChunk chunk = new ImportChunk(run, NOW);

	private final NewIdentity ann = NewIdentity.handle(Carrier.TELEGRAM, "ann");

	private final NewIdentity phone = NewIdentity.phone("13800138000");

	private final UUID known = Ids.next();

	private final UUID other = Ids.next();

	@Test
	void makesOneMemberOfRowsThatShareAnIdentity() {
		chunk.resolve(List.of(row(1, ann, phone), row(2, phone), row(3, ann)), Map.of());
		assertThat(chunk.members()).hasSize(1);
		assertThat(chunk.identities()).hasSize(2);
		assertThat(chunk.answers()).extracting(ImportChunk.Answer::outcome)
			.containsExactly(MemberImporting.NEW, MemberImporting.KNOWN, MemberImporting.KNOWN);
	}

	@Test
	void givesAKnownMemberTheIdentitiesThatNobodyHas() {
		chunk.resolve(List.of(row(1, ann, phone)), Map.of(IdentityKey.of(phone), known));
		assertThat(chunk.members()).isEmpty();
		assertThat(chunk.identities()).singleElement()
			.satisfies(added -> assertThat(added.member()).isEqualTo(known))
			.satisfies(added -> assertThat(added.identity()).isEqualTo(ann));
	}

	@Test
	void mergesNobodyAndSuggestsInstead() {
		chunk.resolve(List.of(row(1, ann, phone)), Map.of(IdentityKey.of(ann), known, IdentityKey.of(phone), other));
		assertThat(chunk.identities()).isEmpty();
		assertThat(chunk.suggestions()).containsExactly(ImportChunk.Suggestion.of(other, known));
		assertThat(chunk.answers()).singleElement().satisfies(answer -> assertThat(answer.member()).isEqualTo(known));
	}

	@Test
	void anAccountThatNeverChangesTellsWhoItIs() {
		NewIdentity account = new NewIdentity(Carrier.TELEGRAM, IdentityKind.ID, "4711", null);
		chunk.resolve(List.of(known(phone, account, ann)), Map.of(IdentityKey.of(account), known));
		assertThat(chunk.answers()).extracting(ImportChunk.Answer::member).containsExactly(known);
		assertThat(chunk.identities()).extracting(ImportChunk.Added::identity).containsExactly(phone, ann);
	}

	@Test
	void aHandleThatSomebodyElseHasIsASuggestionAndTold() {
		chunk.resolve(List.of(known(phone, ann)), Map.of(IdentityKey.of(ann), other));
		UUID newcomer = chunk.members().get(0).id();
		assertThat(chunk.identities()).extracting(ImportChunk.Added::identity).containsExactly(phone);
		assertThat(chunk.suggestions()).containsExactly(ImportChunk.Suggestion.of(newcomer, other));
		assertThat(chunk.answers()).extracting(ImportChunk.Answer::taken).containsExactly("ann");
	}

	@Test
	void namesTheSameRowsTheSameWayInEachAttempt() {
		ImportChunk again = new ImportChunk(run, NOW.plusSeconds(60));
		chunk.resolve(List.of(row(1, ann)), Map.of());
		again.resolve(List.of(row(1, ann)), Map.of());
		assertThat(again.members().get(0).id()).isEqualTo(chunk.members().get(0).id());
	}

	@Test
	void letsNobodyJoinInTheFuture() {
		chunk.resolve(List.of(new Row(1, List.of(ann), List.of(), null, "Ann", "", "", NOW.plusSeconds(9))), Map.of());
		assertThat(chunk.members()).singleElement().satisfies(member -> assertThat(member.joinedAt()).isEqualTo(NOW));
	}

	private static Row known(NewIdentity by, NewIdentity... accounts) {
		return new Row(1, List.of(by), List.of(accounts), null, "Ann", "", "", null);
	}

	private static Row row(int ordinal, NewIdentity... identities) {
		return new Row(ordinal, List.of(identities), List.of(), null, "Ann", "", "", null);
	}

}
