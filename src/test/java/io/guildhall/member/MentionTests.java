package io.guildhall.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.staff.Role;
import io.guildhall.staff.StaffSummary;

class MentionTests {

	private static final List<StaffSummary> STAFF = List.of(person("李雷"), person("李雷雷"), person("Ann"),
			person("Anna Lee"), person("韩梅梅"));

	@Test
	void callsAChineseNameWithoutASpaceBehindIt() {
		assertThat(called("@李雷请跟进，@韩梅梅 知悉")).containsExactly("李雷", "韩梅梅");
		assertThat(called("请@李雷")).containsExactly("李雷");
	}

	@Test
	void meansTheLongestName() {
		assertThat(called("@李雷雷你好")).containsExactly("李雷雷");
		assertThat(called("@Anna Lee, please")).containsExactly("Anna Lee");
	}

	@Test
	void aNameInLettersEndsWhereNoLetterFollows() {
		assertThat(called("@Annabel @ann: see @ANN")).containsExactly("Ann");
		assertThat(called("@Ann请看")).containsExactly("Ann");
	}

	@Test
	void anAddressCallsNobody() {
		assertThat(called("write to bob@Ann or x@李雷")).isEmpty();
		assertThat(called("@ @@ @nobody")).isEmpty();
	}

	@Test
	void twoOfOneNameAreBothCalled() {
		assertThat(Mention.in("@Eve", List.of(person("Eve"), person("Eve")))).hasSize(2);
	}

	@Test
	void cutsTheTextAndLosesNothing() {
		String text = "a <b>@Ann</b> 与@李雷雷。";
		List<Mention.Piece> pieces = Mention.pieces(text, Mention.in(text, STAFF));
		assertThat(pieces).containsExactly(new Mention.Piece("a <b>", false), new Mention.Piece("@Ann", true),
				new Mention.Piece("</b> 与", false), new Mention.Piece("@李雷雷", true), new Mention.Piece("。", false));
		assertThat(Mention.pieces("plain", List.of())).containsExactly(new Mention.Piece("plain", false));
	}

	private static List<String> called(String text) {
		return Mention.in(text, STAFF).stream().map(Mention::name).toList();
	}

	private static StaffSummary person(String name) {
		return new StaffSummary(UUID.randomUUID(), name, Role.STAFF);
	}

}
