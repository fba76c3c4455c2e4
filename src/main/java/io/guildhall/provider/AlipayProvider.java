package io.guildhall.provider;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayConfig;
import com.alipay.api.AlipayObject;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.internal.util.AlipayLogger;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.response.AlipayTradeFastpayRefundQueryResponse;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.alipay.api.response.AlipayTradeRefundResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.provider.ProviderName.KeyName;
import io.guildhall.provider.Standing.Receipt;
import io.guildhall.shared.Money;

/**
 * Alipay: a trade that is created beforehand is a charge, and its code is scanned with
 * Alipay or opens it. There is no trade before somebody scans. What is to end is closed
 * and never cancelled: to cancel a trade would pay back what was paid in that moment.
 */
@Component
class AlipayProvider implements PaymentProvider {

	static final String SIGN_TYPE = "RSA2";

	/** The only currency of its domestic merchants. */
	private static final String CURRENCY = "CNY";

	private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

	private static final String DONE = "10000";

	private static final String REFUSED = "40004";

	private static final String NO_TRADE = "ACQ.TRADE_NOT_EXIST";

	/** Codes that say nothing of what became of it. */
	private static final Set<String> UNKNOWN = Set.of("20000", "ACQ.SYSTEM_ERROR", "AQC.SYSTEM_ERROR");

	private final ProviderHttp http;

	private final ProviderSettings settings;

	private final Clock clock;

	AlipayProvider(ProviderHttp http, ProviderSettings settings, Clock clock) {
		this.http = http;
		this.settings = settings;
		this.clock = clock;
		// It would log whole requests and answers, who paid included.
		AlipayLogger.setNeedEnableLogger(false);
	}

	@Override
	public ProviderName name() {
		return ProviderName.ALIPAY;
	}

	@Override
	public Started start(Credentials credentials, Charge charge) {
		if (!charge.amount().currency().equals(CURRENCY)) {
			throw new ProviderRefusal("amount_not_taken");
		}
		AlipayTradePrecreateModel model = new AlipayTradePrecreateModel();
		model.setOutTradeNo(TradeNumber.of(charge.id()));
		model.setTotalAmount(major(charge.amount()));
		model.setSubject(charge.subject());
		model.setSellerId(credentials.key(KeyName.SELLER_ID));
		model.setTimeExpire(charge.expiresAt().atOffset(ZONE).format(TIME));
		AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
		request.setNotifyUrl(charge.callback(credentials));
		AlipayTradePrecreateResponse answer = required(call(credentials, request, model));
		if (answer.getQrCode() == null) {
			throw new ProviderSilent(ProviderLine.SILENT);
		}
		return new Started(TradeNumber.of(charge.id()), answer.getQrCode());
	}

	/**
	 * As long as nobody has scanned, Alipay knows of no trade: that is no end while the
	 * code lives. One whose code got lost is asked for again under the same number.
	 */
	@Override
	public Standing ask(Credentials credentials, Charge charge) {
		Standing found = query(credentials, charge);
		boolean lives = clock.instant().isBefore(charge.expiresAt());
		if (found == null && !lives) {
			return Standing.closed(charge.externalId());
		}
		if (charge.externalId() == null && lives && (found == null || found.state() == Standing.State.PENDING)) {
			Started again = start(credentials, charge);
			return Standing.pending(again.externalId(), again.link());
		}
		return (found != null) ? found : Standing.pending(charge.externalId(), null);
	}

	@Override
	public Standing close(Credentials credentials, Charge charge) {
		Standing found = query(credentials, charge);
		if (found == null || found.state() != Standing.State.PENDING) {
			return (found != null) ? found : Standing.closed(charge.externalId());
		}
		AlipayTradeCloseModel model = new AlipayTradeCloseModel();
		model.setOutTradeNo(TradeNumber.of(charge.id()));
		if (call(credentials, new AlipayTradeCloseRequest(), model).isSuccess()) {
			return Standing.closed(TradeNumber.of(charge.id()));
		}
		// Somebody has paid, or it has ended by itself: how it stands says which.
		Standing now = query(credentials, charge);
		return (now != null) ? now : found;
	}

	@Override
	public ReturnStanding refund(Credentials credentials, Charge charge, Refund refund) {
		for (int tries = 0; tries <= refund.tries(); tries++) {
			String number = TradeNumber.of(refund, tries);
			if (isPaidBack(credentials, refund, number)) {
				return new ReturnStanding(ReturnStanding.State.DONE, number, null);
			}
		}
		String number = TradeNumber.of(refund, refund.tries());
		AlipayTradeRefundModel model = new AlipayTradeRefundModel();
		model.setTradeNo(refund.transaction());
		model.setRefundAmount(major(refund.amount()));
		model.setOutRequestNo(number);
		AlipayTradeRefundResponse answer = call(credentials, new AlipayTradeRefundRequest(), model);
		if (!answer.isSuccess()) {
			return ReturnStanding.failed(null, code(answer));
		}
		return new ReturnStanding(
				"Y".equals(answer.getFundChange()) ? ReturnStanding.State.DONE : ReturnStanding.State.PENDING, number,
				null);
	}

	@Override
	public Optional<Told> read(Credentials credentials, Map<String, String> headers, byte[] body, Instant now) {
		return AlipayNews.read(credentials, body);
	}

	@Override
	public Replies replies() {
		return new Replies("text/plain", "success", "fail");
	}

	/** How it stands there; null for what is not known there. */
	private @Nullable Standing query(Credentials credentials, Charge charge) {
		String number = TradeNumber.of(charge.id());
		AlipayTradeQueryModel model = new AlipayTradeQueryModel();
		model.setOutTradeNo(number);
		AlipayTradeQueryResponse answer = call(credentials, new AlipayTradeQueryRequest(), model);
		if (!answer.isSuccess() && NO_TRADE.equals(answer.getSubCode())) {
			return null;
		}
		required(answer);
		return switch (String.valueOf(answer.getTradeStatus())) {
			case "TRADE_SUCCESS", "TRADE_FINISHED" -> Standing.paid(number,
					List.of(receipt(answer.getTradeNo(), answer.getTotalAmount(), time(answer.getSendPayDate()))));
			case "TRADE_CLOSED" -> Standing.closed(number);
			case "WAIT_BUYER_PAY" -> Standing.pending(number, null);
			default -> throw new ProviderSilent(ProviderLine.SILENT);
		};
	}

	private boolean isPaidBack(Credentials credentials, Refund refund, String number) {
		AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
		model.setTradeNo(refund.transaction());
		model.setOutRequestNo(number);
		AlipayTradeFastpayRefundQueryResponse answer = call(credentials, new AlipayTradeFastpayRefundQueryRequest(),
				model);
		return answer.isSuccess() && "REFUND_SUCCESS".equals(answer.getRefundStatus());
	}

	static Receipt receipt(@Nullable String trade, @Nullable String amount, @Nullable String time) {
		try {
			if (trade == null || trade.isEmpty() || amount == null || time == null) {
				throw new ProviderSilent(ProviderLine.SILENT);
			}
			Money paid = Money.ofMajor(new BigDecimal(amount), CURRENCY);
			return new Receipt(trade, paid, Money.zero(CURRENCY), LocalDateTime.parse(time, TIME).toInstant(ZONE));
		}
		catch (NumberFormatException | DateTimeException none) {
			throw new ProviderSilent(ProviderLine.SILENT, none);
		}
	}

	private static @Nullable String time(@Nullable Date at) {
		return (at != null) ? at.toInstant().atOffset(ZONE).format(TIME) : null;
	}

	private static String major(Money amount) {
		return BigDecimal.valueOf(amount.minor(), 2).toPlainString();
	}

	/** An answer that says it was done. */
	private static <T extends AlipayResponse> T required(T answer) {
		if (!answer.isSuccess()) {
			throw new ProviderRefusal(code(answer));
		}
		return answer;
	}

	private static String code(AlipayResponse answer) {
		return (answer.getSubCode() != null) ? answer.getSubCode() : String.valueOf(answer.getCode());
	}

	/** What Alipay and its library say, as what it means for money. */
	private <T extends AlipayResponse> T call(Credentials credentials, AlipayRequest<T> request, AlipayObject model) {
		request.setBizModel(model);
		T answer;
		try {
			answer = client(credentials).execute(request);
		}
		catch (AlipayApiException unreadable) {
			// No answer, or one that is not rightly signed: perhaps it was done.
			throw new ProviderSilent(ProviderLine.SILENT, unreadable);
		}
		String code = String.valueOf(answer.getCode());
		if (UNKNOWN.contains(code) || UNKNOWN.contains(String.valueOf(answer.getSubCode()))) {
			throw new ProviderSilent(ProviderLine.SILENT);
		}
		if (!code.equals(DONE) && !code.equals(REFUSED)) {
			// It is about our signature or our rights, and says nothing of what was
			// asked.
			throw new ProviderRefusal(code(answer));
		}
		return answer;
	}

	private DefaultAlipayClient client(Credentials credentials) throws AlipayApiException {
		AlipayConfig config = new AlipayConfig();
		config.setServerUrl(settings.alipayUrl());
		config.setAppId(credentials.key(KeyName.APP_ID));
		config.setPrivateKey(KeyForms.bare(credentials.key(KeyName.PRIVATE_KEY)));
		config.setAlipayPublicKey(KeyForms.bare(credentials.key(KeyName.PLATFORM_KEY)));
		config.setSignType(SIGN_TYPE);
		config.setCharset("utf-8");
		config.setFormat("json");
		config.setCustomizedHttpClient(new AlipayHttp(http));
		return new DefaultAlipayClient(config);
	}

}
