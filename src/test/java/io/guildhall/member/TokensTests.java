package io.guildhall.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class TokensTests {

	@Test
	void findsAChineseNameByCharactersPairsReadingAndInitials() {
		Set<String> tokens = Tokens.of(List.of("王小明"));
		assertThat(tokens).containsExactlyInAnyOrder("王", "小", "明", "王小", "小明", "wangxiaoming", "xiaoming", "ming",
				"wxm", "xm");
	}

	@Test
	void readsSurnamesAsSurnames() {
		assertThat(Tokens.of(List.of("曾国藩"))).contains("zengguofan", "zgf");
		assertThat(Tokens.sortKey("单田芳")).startsWith("shan tian");
	}

	@Test
	void findsWordsAndWhereDigitsBegin() {
		assertThat(Tokens.of(List.of("Dragon_Slayer88", "Zoë"))).containsExactlyInAnyOrder("dragon", "slayer88", "88",
				"zoe");
	}

	@Test
	void takesFullWidthLettersAndInvisibleOnesForWhatTheyAre() {
		assertThat(Tokens.of(List.of("Ａｎｎ\u200b"))).containsExactly("ann");
	}

	@Test
	void hasNothingToFindInSignsAlone() {
		assertThat(Tokens.of(List.of("🌸~", ""))).isEmpty();
		assertThat(Tokens.query("  --- ")).isEmpty();
	}

	@Test
	void asksForPairsOfCharactersAndForBeginningsOfWords() {
		assertThat(Tokens.query("小明")).containsExactly(new Tokens.Term("小明", false));
		assertThat(Tokens.query("王小明 Ann")).containsExactly(new Tokens.Term("王小", false), new Tokens.Term("小明", false),
				new Tokens.Term("ann", true));
		assertThat(Tokens.query("明")).containsExactly(new Tokens.Term("明", false));
	}

	@Test
	void asksForPhonesAndMailsAsAWhole() {
		assertThat(Tokens.query("138 0013 8000")).containsExactly(new Tokens.Term("#+8613800138000", false));
		assertThat(Tokens.query("Ann@Example.com")).containsExactly(new Tokens.Term("@ann@example.com", false));
		assertThat(Tokens.query("138")).containsExactly(new Tokens.Term("138", true));
	}

	@Test
	void keepsALongNameWithinBounds() {
		assertThat(Tokens.of(List.of("群昵称很长很长的一句话".repeat(20)))).hasSizeLessThanOrEqualTo(64);
		assertThat(Tokens.sortKey("a".repeat(200))).hasSize(60);
	}

	@Test
	void sortsChineseAmongLatinByItsReading() {
		assertThat(List.of(Tokens.sortKey("张三"), Tokens.sortKey("Bob"), Tokens.sortKey("阿青")).stream().sorted())
			.containsExactly("a qing", "bob", "zhang san");
	}

}
