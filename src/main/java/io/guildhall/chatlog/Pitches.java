package io.guildhall.chatlog;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Recognises advertising by the kind of a message and by patterns of Chinese and English
 * (docs/groups.md lists them). It keeps nothing of the text. Patterns ask for more than
 * one sign wherever one is said in honest talk too: a price alone, a number alone and a
 * link alone are none.
 */
public final class Pitches {

	/** An advertisement says what it wants early; a longer text is not read on. */
	private static final int READ = 2_000;

	private static final Sign CARD = Sign.of(List.of("["),
			"\\[(?:qq)?(?:小程序|名片|个人名片|推荐名片|链接|分享|mini ?program|contact card|link card)]");

	/** What a shopping app writes so that copying it opens the goods. */
	private static final Sign SHOPPING_CODE = Sign.of(List.of("¥", "￥", "€", "复制", "拷贝"),
			"[¥￥€][a-z0-9]{8,13}[¥￥€]|(?:复制|拷贝)(?:这条|这段|此条|本条|整段|这行)[^。\\n]{0,20}(?:打开|淘|拼多多|京东|抖音|app)");

	private static final Pattern DEAL = Pattern.compile(
			"券后|到手价|包邮|秒杀|拼团|领券|优惠[券码]|限时(?:特价|优惠|抢|折扣|免费)|特价|清仓|原价|满减|半价|[0-9一二三四五六七八九]折|(?:点击|立即|马上|速速?|抓紧)下单|抢购|薅羊毛|免费领|返利|代理价|一件代发|"
					+ "\\d ?% ?off|promo ?code|discount code|coupon code|free shipping|flash sale|limited[- ]time|"
					+ "(?:buy|order|shop|book|subscribe) now|special offer|best price|use (?:my|the)? ?code [a-z0-9]{4,}");

	private static final Pattern CHINESE_PRICE = Pattern
		.compile("[¥￥] ?\\d|(?<![\\d.])\\d{1,6}(?:\\.\\d{1,2})? ?(?:元|块钱)");

	private static final Pattern SELLS = Pattern.compile("仅需|只要|只需|现价|特惠|优惠|价格|售价|出售|转让|代购|批发|报名|购买|下单|进货|拿货|零售");

	private static final Pattern DOLLARS = Pattern.compile("(?<![\\w$])[$€£] ?\\d{1,5}(?:\\.\\d{2})?(?![\\w])");

	private static final Pattern SELLS_IN_ENGLISH = Pattern.compile(
			"\\b(?:on sale|for sale|deals?|discount(?:ed)?|buy|order|was [$€£]|only [$€£]|just [$€£]|from [$€£]|shipping)\\b");

	private static final Sign CHAT_NAME = Sign.of(
			List.of("加", "➕", "+", "微信", "薇信", "威信", "徽信", "v信", "vx", "wx", "扣扣"),
			"(?:(?<![增添附参更叠])加|➕️?|(?<![a-z])\\+)(?:我|我的|老师|客服|小编|店主|助理|个|一下)?(?:微信(?!支付|公众|小程序|登录|开发|接口|sdk)|薇信|威信|徽信|v信|vx|wx|(?:v|微|薇)(?=$|[^\\p{L}\\p{N}])|qq|扣扣)|"
					+ "(?:微信号?|薇信|威信|徽信|v信|vx|wx|扣扣) ?(?:号|id)? ?[:：=] ?[a-z0-9][-_a-z0-9]{4,19}|微信同号");

	private static final Sign SCAN = Sign.of(List.of("扫", "二维码", "长按", "scan "),
			"(?:扫码|扫描?(?:下方|下面|上方|图中|这个|此|我的)?(?:的)?二维码|长按(?:识别|扫码|图片|二维码)|识别(?:下方|图中|上图)?二维码)[^。\\n]{0,12}(?:进群|入群|加|领|关注|咨询|下单|购买|报名|付款|了解|进入|参与)|"
					+ "scan (?:the|this|my) (?:qr ?)?code[^.\\n]{0,24}(?:to|and) (?:join|add|pay|get|follow|order|contact|win)");

	private static final Sign WRITE_TO_ME = Sign.of(
			List.of("私聊", "私信", "私我", "滴滴", "戳我", "联系我", "咨询我", "找我", "加我", "me for", "me to ", "me if", "me on ",
					"earn ", "make "),
			"(?:私聊|私信|私我|滴滴我?|戳我|联系我|咨询我|找我)[^。\\n]{0,10}(?:领取?|购买|下单|进群|拉群|了解|报名|拿货|详聊|咨询|获取|优惠|代理|合作|赚钱)|"
					+ "(?:需要|想要|感兴趣|有意|想买)的?(?:可以|请)?(?:私聊|私信|联系我|滴滴|加我)|"
					+ "(?:dm|pm|inbox|whatsapp|message|text) me (?:for (?:prices?|details|orders?|more info|info|the link|deals?)|to (?:buy|order|join|earn|get started|invest)|if (?:you are|you're) interested)|"
					+ "(?:add|contact|reach|message|text|find) me on (?:whatsapp|wechat|telegram|line|signal)|"
					+ "(?:earn|make) (?:up to )?[$€£]? ?\\d[\\d,.]* ?(?:usd|dollars)? ?(?:a|per|every) (?:day|week|month|hour)");

	private static final Sign OTHER_GROUP = Sign.of(List.of("t.me/", "whatsapp.com/", "群", "join "),
			"t\\.me/(?:joinchat/|\\+)|chat\\.whatsapp\\.com/\\w|(?:加入|进)(?:我们的?|本)?(?:内部|福利|优惠|副业|兼职|返利|薅羊毛|股票|内购)(?:微信)?群|"
					+ "join (?:my|our) (?:telegram|whatsapp|discord|vip|signals?|investment|crypto) ?(?:channel|group|server)");

	private static final Sign CALL = Sign.of(
			List.of("电话", "手机", "热线", "拨打", "致电", "咨询", "订购", "微信同号", "联系方式", "call", "whatsapp", "hotline"),
			"(?:电话|手机|热线|拨打|致电|咨询|订购|微信同号|联系方式|call|whatsapp|hotline)[^\\n]{0,12}?(?<!\\d)(?:1[3-9]\\d{9}|400[- ]?\\d{3,4}[- ]?\\d{3,4}|\\+\\d{2}[- \\d]{8,14}\\d)(?!\\d)");

	private static final Pattern SELLS_BY_CALL = Pattern.compile(
			"招聘|兼职|日结|贷款|办理|代办|优惠|特价|批发|出售|转让|加盟|代理|开票|发票|回收|出租|订购|预约|for sale|loan|hiring|order|booking|discount");

	private static final Pattern PASS_ON = Pattern
		.compile("^(?:转发|转自|转)[:：]|请(?:大家)?(?:帮忙)?(?:转发|扩散)|求(?:转发|扩散)|转发(?:到|至)(?:\\d+|[一二三四五六七八九十]|朋友圈|微信群)|帮转|"
				+ "(?:please|pls) (?:forward|share) (?:this|to)|forward (?:this )?to (?:\\d+|all|your) ?(?:groups?|friends|contacts)");

	private Pitches() {
	}

	/** What a message wants; null where nothing tells. */
	public static @Nullable Pitch of(Spoke spoke) {
		Pitch pitch = of(spoke.text(), spoke.hasLink(), spoke.forwarded());
		boolean card = spoke.kind() == SpeechKind.LINK && !Words.hasLink(spoke.text());
		return (pitch == null && card) ? Pitch.CARD : pitch;
	}

	/**
	 * What a text wants; null where nothing tells.
	 * @param hasLink whether a link came with it
	 * @param forwarded whether the carrier says that it came from elsewhere
	 */
	public static @Nullable Pitch of(String text, boolean hasLink, boolean forwarded) {
		String said = folded(text);
		boolean contact = asksToContact(said);
		if (contact || offers(said, hasLink)) {
			return (forwarded || PASS_ON.matcher(said).find()) ? Pitch.FORWARDED
					: (contact ? Pitch.CONTACT : Pitch.OFFER);
		}
		return CARD.in(said) ? Pitch.CARD : null;
	}

	private static boolean asksToContact(String said) {
		return CHAT_NAME.in(said) || SCAN.in(said) || WRITE_TO_ME.in(said) || OTHER_GROUP.in(said)
				|| (CALL.in(said) && SELLS_BY_CALL.matcher(said).find());
	}

	private static boolean offers(String said, boolean hasLink) {
		if (SHOPPING_CODE.in(said)) {
			return true;
		}
		if (!hasLink && !Words.hasLink(said)) {
			return false;
		}
		return DEAL.matcher(said).find() || (CHINESE_PRICE.matcher(said).find() && SELLS.matcher(said).find())
				|| (DOLLARS.matcher(said).find() && SELLS_IN_ENGLISH.matcher(said).find());
	}

	/** As it reads: small letters, and those in full width as the others. */
	private static String folded(String text) {
		String head = (text.length() > READ) ? text.substring(0, READ) : text;
		boolean wide = head.chars().anyMatch(c -> c >= '\uFF01' && c <= '\uFF5E');
		return (wide ? Normalizer.normalize(head, Normalizer.Form.NFKC) : head).toLowerCase(Locale.ROOT);
	}

}
