package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sentences are ours, written after what is seen in groups; how often honest talk is
 * taken for an advertisement is measured on real logs, where they are at hand.
 */
class PitchesTests {

	private static final Path DATA = Path.of("../shared/data");

	@ParameterizedTest
	@ValueSource(strings = { "想做副业的加我微信详聊", "需要的加V：tea_2024", "➕v 领资料", "vx：abc12345 备注进群", "微信号: wxid_abc123",
			"ＶＸ：Ａｂｃ１２３４５", "扫描下方二维码进群领红包", "长按识别二维码关注我们", "私聊我领取优惠", "感兴趣的可以私信我", "招聘兼职，日结，电话 13812345678",
			"低息贷款 咨询 400-820-8820", "DM me for prices", "Add me on WhatsApp for the full course",
			"Scan the QR code to join and get a free gift", "Join my Telegram channel for signals",
			"https://chat.whatsapp.com/AbCdEf123", "earn $500 a day from home, ask me how" })
	void asksToBeContacted(String text) {
		assertThat(pitch(text)).isEqualTo(Pitch.CONTACT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "今晚秒杀，券后 29.9 包邮 https://s.example.cn/abc", "￥AbCd1234Ef￥ 复制这条信息，打开淘宝即可购买",
			"原价 199 元，现价仅需 99 元 https://shop.example.cn", "50% off today only: https://shop.example.com/x",
			"Free shipping on all orders www.shop.example.com",
			"For sale: mountain bike, only $120 https://shop.example.com/bike" })
	void offersSomething(String text) {
		assertThat(pitch(text)).isEqualTo(Pitch.OFFER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "转发：秒杀 9.9 元包邮 https://s.example.cn/abc", "请大家帮忙转发，加我微信领奖", "转发到3个群，扫码领红包",
			"Please forward this to all groups! 70% off https://shop.example.com" })
	void isPassedOn(String text) {
		assertThat(pitch(text)).isEqualTo(Pitch.FORWARDED);
	}

	@Test
	void isForwardedWhereTheCarrierSaysSo() {
		assertThat(Pitches.of("券后 29.9 包邮 https://s.example.cn", true, true)).isEqualTo(Pitch.FORWARDED);
		assertThat(Pitches.of("看看这篇文章 https://blog.example.cn", true, true)).as("no offer in it").isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[小程序] 群接龙", "[QQ小程序]", "[名片] 小红", "[Link card]" })
	void isOnlyACard(String text) {
		assertThat(pitch(text)).isEqualTo(Pitch.CARD);
	}

	@ParameterizedTest
	@ValueSource(strings = { "看看这篇文章 https://blog.example.cn/post", "这本书 29.9 元，挺便宜的", "我的电话 13812345678，快递放门口",
			"增加微信支付功能的文档 https://docs.example.cn", "参加QQ音乐会的有几个人", "ctrl+c ctrl+v", "他加薇薇好友了", "今天加班",
			"微信登录接口改了 https://docs.example.cn", "骨折了，去医院拍片", "小明转发了我的文章", "二维码扫不出来怎么办",
			"下单接口报错 https://docs.example.cn/order", "私聊我吧，这里说不清", "add me to the repo please",
			"message me when you are there", "the invoice is $120", "see $1 in https://example.com/script.sh",
			"buy-in from the team: https://wiki.example.com", "(authentication)", "I'll call you at 555 123 4567",
			"scan the code for bugs", "会议改到三点", "打 8 点的卡" })
	void leavesHonestTalkAlone(String text) {
		assertThat(pitch(text)).isNull();
	}

	@Test
	void knowsACardByItsKind() {
		assertThat(Pitches.of(spoke(SpeechKind.LINK, "群接龙"))).isEqualTo(Pitch.CARD);
		assertThat(Pitches.of(spoke(SpeechKind.LINK, "https://blog.example.cn"))).isNull();
		assertThat(Pitches.of(spoke(SpeechKind.LINK, "年货节 券后 29 元"))).as("an offer on a card").isEqualTo(Pitch.OFFER);
		assertThat(Pitches.of(spoke(SpeechKind.IMAGE, ""))).isNull();
	}

	@Test
	void readsAHostileTextInNoTime() {
		String hostile = "加我".repeat(50_000) + "微信 ".repeat(50_000) + "$ 1".repeat(50_000);
		long start = System.nanoTime();
		Pitches.of(hostile, true, false);
		assertThat(System.nanoTime() - start).isLessThan(500_000_000L);
	}

	/**
	 * Real talk of people who sell nothing: a thousandth of it at most may be taken for
	 * an ad.
	 */
	@Test
	void takesHardlyAnyHonestTalkForAnAdvertisement() throws IOException {
		assumeThat(DATA).exists();
		List<String> wrong = new ArrayList<>();
		int all = 0;
		for (Path log : logs()) {
			for (Spoke spoke : Chats.only(Chats.read(ChatSource.of(log)), Spoke.class)) {
				all++;
				Pitch pitch = Pitches.of(spoke);
				if (pitch != null && pitch.isAd()) {
					wrong.add(pitch + ": " + spoke.text());
				}
			}
		}
		assertThat(all).isGreaterThan(10_000);
		assertThat(wrong.size()).as("%s of %s: %s", wrong.size(), all, wrong).isLessThanOrEqualTo(all / 1_000);
	}

	private static List<Path> logs() throws IOException {
		List<Path> logs = new ArrayList<>();
		for (Path folder : List.of(DATA.resolve("ubuntu-irc"), DATA.resolve("fixtures/telegram"),
				DATA.resolve("fixtures/whatsapp"), DATA.resolve("fixtures/line"), DATA.resolve("fixtures/discord"),
				DATA.resolve("chat-fixtures-mit"))) {
			try (Stream<Path> files = Files.walk(folder)) {
				files.filter(Files::isRegularFile)
					.filter(file -> !file.toString().endsWith(".md"))
					.filter(file -> ChatFormats.recognize(ChatSource.of(file)).format() != null)
					.sorted()
					.forEach(logs::add);
			}
		}
		return logs;
	}

	private static @Nullable Pitch pitch(String text) {
		return Pitches.of(text, Words.hasLink(text), false);
	}

	private static Spoke spoke(SpeechKind kind, String text) {
		return new Spoke(new Chat("x", null), 1, java.time.Instant.EPOCH, false, "1", Speaker.named("WECHAT", "Ann"),
				kind, text.length(), null, text, kind == SpeechKind.LINK);
	}

}
