package io.guildhall.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

import io.guildhall.onboarding.ChannelId;

class CardSheetTests {

	private static final LocalDate LAST = LocalDate.of(2026, 12, 31);

	@Test
	void aSheetIsTextAndLinesWithTheLettersItUses() throws IOException {
		CardTerms terms = terms("下一单减 20 元", "扫码加入晨读圈，\nread with us every day");
		List<CardSheet.Print> cards = IntStream.rangeClosed(1, 23)
			.mapToObj(number -> print(number, CardCode.draw()))
			.toList();
		byte[] pdf = CardSheet.draw(terms, cards, new CardSheet.Words("有效期至 2026-12-31", "编号"));
		assertThat(pdf).as("no whole font in it").hasSizeLessThan(150_000);
		try (PDDocument read = Loader.loadPDF(pdf)) {
			assertThat(read.getNumberOfPages()).isEqualTo(3);
			String text = new PDFTextStripper().getText(read);
			assertThat(text).contains("下一单减 20 元", "扫码加入晨读圈，", "read with us every day", "有效期至 2026-12-31 · 编号 23");
			assertThat(cards).allSatisfy(card -> assertThat(text).contains(card.code().grouped()));
			for (PDPage page : read.getPages()) {
				assertThat(page.getMediaBox().getWidth()).isCloseTo(595.3f, org.assertj.core.data.Offset.offset(0.1f));
				assertThat(page.getResources().getXObjectNames()).as("no pictures made of dots").isEmpty();
				for (COSName font : page.getResources().getFontNames()) {
					assertThat(page.getResources().getFont(font).isEmbedded()).isTrue();
				}
			}
		}
	}

	@Test
	void wordsThatCannotBePrintedAreRefusedBefore() {
		CardSheet.requirePrintable(terms("5 元返利卡（龍馬）", "满 30 元可用 · 每人一张"));
		assertRefused("card.refused.letter", "送你一朵 🌸", "");
		assertRefused("card.refused.room", "字".repeat(40), "很长的话".repeat(50));
	}

	@Test
	void wordsStayWholeAndChineseGoesLetterByLetter() {
		try (CardFonts fonts = CardFonts.open()) {
			assertThat(CardSheet.lines(fonts, "read with us every single day of the year", 4))
				.allSatisfy(line -> assertThat(List.of(line.split(" "))).isSubsetOf("read", "with", "us", "every",
						"single", "day", "of", "the", "year"))
				.hasSizeGreaterThan(1);
			assertThat(CardSheet.lines(fonts, "读".repeat(30), 4)).extracting(String::length).containsExactly(11, 11, 8);
			assertThat(CardSheet.lines(fonts, "读".repeat(11) + "，好", 4)).containsExactly("读".repeat(10), "读，好");
			assertThat(CardSheet.lines(fonts, "", 4)).isEmpty();
		}
	}

	@Test
	void termsAreJudgedBeforeAnythingIsMade() {
		CardTerms good = terms(" 减 20 ", "").checked(LAST);
		assertThat(good.title()).isEqualTo("减 20");
		assertTerms("card.refused.over", terms("减 20", ""), LAST.plusDays(1));
		assertTerms("card.refused.title.wrong", terms(" ", ""), LAST);
		assertTerms("card.refused.text.wrong", terms("减 20", "x".repeat(201)), LAST);
		assertTerms("card.refused.gift", with(new CardGift(null, null), 1), LAST);
		assertTerms("card.refused.gift", with(CardGift.ofPoints(0), 1), LAST);
		assertTerms("card.refused.count", with(CardGift.ofPoints(1), 5_001), LAST);
	}

	private static void assertTerms(String code, CardTerms terms, LocalDate today) {
		assertThatExceptionOfType(CardRefused.class).isThrownBy(() -> terms.checked(today))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code));
	}

	private static void assertRefused(String code, String title, String text) {
		assertThatExceptionOfType(CardRefused.class).isThrownBy(() -> CardSheet.requirePrintable(terms(title, text)))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code));
	}

	private static CardSheet.Print print(int number, CardCode code) {
		return new CardSheet.Print(number, code, "https://guildhall.example.org/c/" + code.letters());
	}

	private static CardTerms terms(String title, String text) {
		return new CardTerms("茶罐里的卡", title, text, CardGift.ofPoints(20), new ChannelId(new UUID(0, 1)), LAST, true,
				23);
	}

	private static CardTerms with(CardGift gift, int cards) {
		return new CardTerms("茶罐里的卡", "减 20", "", gift, new ChannelId(new UUID(0, 1)), LAST, true, cards);
	}

}
