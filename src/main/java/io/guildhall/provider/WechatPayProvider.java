package io.guildhall.provider;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import com.google.gson.JsonParseException;
import com.wechat.pay.java.core.auth.WechatPay2Validator;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.WechatPayException;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.provider.ProviderName.KeyName;
import io.guildhall.provider.Standing.Receipt;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * WeChat Pay, version 3: a native transaction is a charge, and its code is scanned with
 * WeChat. Our ids are the numbers of orders and refunds there, so that the same one is
 * never made twice. What it keeps of a payment it says in its bill only.
 */
@Component
@RequiredArgsConstructor
class WechatPayProvider implements PaymentProvider {

	/** The only currency of its domestic merchants. */
	private static final String CURRENCY = "CNY";

	private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

	private static final int NOT_FOUND = 404;

	/** No more than letters of what a payer reads. */
	private static final int LONGEST_SUBJECT = 40;

	private final ProviderHttp http;

	private final ProviderSettings settings;

	private final JsonMapper json;

	private final Clock clock;

	@Override
	public ProviderName name() {
		return ProviderName.WECHAT_PAY;
	}

	@Override
	public Started start(Credentials credentials, Charge charge) {
		int total = total(charge);
		String code = call(() -> orders(credentials).prepay(prepay(credentials, charge, total)).getCodeUrl());
		if (code == null) {
			throw new ProviderSilent(ProviderLine.SILENT);
		}
		return new Started(TradeNumber.of(charge.id()), code);
	}

	/**
	 * Of an order whose answer got lost the code is not known: asked for again under the
	 * same number it is that of the same order, or of one that is opened now.
	 */
	@Override
	public Standing ask(Credentials credentials, Charge charge) {
		Optional<Transaction> found = query(credentials, charge);
		if (found.isPresent()
				&& (charge.externalId() != null || found.get().getTradeState() != Transaction.TradeStateEnum.NOTPAY)) {
			return standing(found.get(), null);
		}
		if (charge.externalId() != null || !clock.instant().isBefore(charge.expiresAt())) {
			return Standing.closed(charge.externalId());
		}
		try {
			Started again = start(credentials, charge);
			return Standing.pending(again.externalId(), again.link());
		}
		catch (ProviderRefusal never) {
			return found.map(transaction -> standing(transaction, null)).orElseGet(() -> Standing.closed(null));
		}
	}

	@Override
	public Standing close(Credentials credentials, Charge charge) {
		Optional<Transaction> found = query(credentials, charge);
		if (found.isEmpty()) {
			return Standing.closed(charge.externalId());
		}
		Standing standing = standing(found.get(), null);
		if (standing.state() != Standing.State.PENDING) {
			return standing;
		}
		try {
			call(() -> {
				CloseOrderRequest request = new CloseOrderRequest();
				request.setMchid(credentials.key(KeyName.MERCHANT_ID));
				request.setOutTradeNo(TradeNumber.of(charge.id()));
				orders(credentials).closeOrder(request);
				return true;
			});
			return Standing.closed(TradeNumber.of(charge.id()));
		}
		catch (ProviderRefusal paidOrEnded) {
			return query(credentials, charge).map(transaction -> standing(transaction, null)).orElse(standing);
		}
	}

	@Override
	public ReturnStanding refund(Credentials credentials, Charge charge, Refund refund) {
		RefundService refunds = new RefundService.Builder().httpClient(client(credentials)).build();
		ReturnStanding failed = null;
		for (int tries = 0; tries <= refund.tries(); tries++) {
			ReturnStanding before = known(refunds, TradeNumber.of(refund, tries));
			if (before != null && before.state() != ReturnStanding.State.FAILED) {
				return before;
			}
			failed = (tries == refund.tries()) ? before : null;
		}
		if (failed != null) {
			return failed;
		}
		try {
			return call(() -> standing(refunds.create(refunding(credentials, charge, refund))));
		}
		catch (Refused refused) {
			if (refused.isAboutUs()) {
				throw refused;
			}
			// It was not there before, and will not be.
			return ReturnStanding.failed(null, refused.code());
		}
	}

	@Override
	public Optional<Told> read(Credentials credentials, Map<String, String> headers, byte[] body, Instant now) {
		return WechatNews.read(credentials, headers, body, now, json);
	}

	@Override
	public Replies replies() {
		return new Replies("application/json", "", "{\"code\":\"FAIL\",\"message\":\"\"}");
	}

	private static PrepayRequest prepay(Credentials credentials, Charge charge, int total) {
		Amount amount = new Amount();
		amount.setTotal(total);
		amount.setCurrency(CURRENCY);
		PrepayRequest request = new PrepayRequest();
		request.setAppid(credentials.key(KeyName.APP_ID));
		request.setMchid(credentials.key(KeyName.MERCHANT_ID));
		request.setOutTradeNo(TradeNumber.of(charge.id()));
		request.setDescription(subject(charge));
		request.setTimeExpire(charge.expiresAt().atOffset(ZONE).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
		request.setNotifyUrl(charge.callback(credentials));
		request.setAmount(amount);
		return request;
	}

	private static CreateRequest refunding(Credentials credentials, Charge charge, Refund refund) {
		AmountReq amount = new AmountReq();
		amount.setRefund(refund.amount().minor());
		amount.setTotal(charge.amount().minor());
		amount.setCurrency(CURRENCY);
		CreateRequest request = new CreateRequest();
		request.setTransactionId(refund.transaction());
		request.setOutRefundNo(TradeNumber.of(refund, refund.tries()));
		request.setNotifyUrl(charge.callback(credentials));
		request.setAmount(amount);
		return request;
	}

	private Optional<Transaction> query(Credentials credentials, Charge charge) {
		try {
			return Optional.of(call(() -> {
				QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
				request.setMchid(credentials.key(KeyName.MERCHANT_ID));
				request.setOutTradeNo(TradeNumber.of(charge.id()));
				return orders(credentials).queryOrderByOutTradeNo(request);
			}));
		}
		catch (Refused refused) {
			if (refused.status == NOT_FOUND) {
				return Optional.empty();
			}
			throw refused;
		}
	}

	private @Nullable ReturnStanding known(RefundService refunds, String number) {
		try {
			QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
			request.setOutRefundNo(number);
			return call(() -> standing(refunds.queryByOutRefundNo(request)));
		}
		catch (Refused refused) {
			if (refused.status == NOT_FOUND) {
				return null;
			}
			throw refused;
		}
	}

	static Standing standing(Transaction transaction, @Nullable String link) {
		String number = transaction.getOutTradeNo();
		Transaction.TradeStateEnum state = transaction.getTradeState();
		if (state == null) {
			throw new ProviderSilent(ProviderLine.SILENT);
		}
		return switch (state) {
			case SUCCESS, REFUND -> Standing.paid(number, List.of(receipt(transaction)));
			case CLOSED, REVOKED -> Standing.closed(number);
			case PAYERROR -> Standing.failed(number, state.name());
			case NOTPAY, USERPAYING, ACCEPT -> Standing.pending(number, link);
		};
	}

	private static Receipt receipt(Transaction paid) {
		if (paid.getAmount() == null || paid.getAmount().getTotal() == null || paid.getTransactionId() == null) {
			throw new ProviderSilent(ProviderLine.SILENT);
		}
		String currency = paid.getAmount().getCurrency();
		Money amount = new Money(paid.getAmount().getTotal(), (currency != null) ? currency : CURRENCY);
		return new Receipt(paid.getTransactionId(), amount, Money.zero(amount.currency()), at(paid.getSuccessTime()));
	}

	private static Instant at(@Nullable String time) {
		try {
			return OffsetDateTime.parse((time != null) ? time : "").toInstant();
		}
		catch (DateTimeException none) {
			throw new ProviderSilent(ProviderLine.SILENT, none);
		}
	}

	private static ReturnStanding standing(com.wechat.pay.java.service.refund.model.Refund refund) {
		if (refund.getStatus() == null) {
			throw new ProviderSilent(ProviderLine.SILENT);
		}
		return switch (refund.getStatus()) {
			case SUCCESS -> new ReturnStanding(ReturnStanding.State.DONE, refund.getRefundId(), null);
			case PROCESSING -> new ReturnStanding(ReturnStanding.State.PENDING, refund.getRefundId(), null);
			case CLOSED, ABNORMAL -> ReturnStanding.failed(refund.getRefundId(), refund.getStatus().name());
		};
	}

	private static int total(Charge charge) {
		if (!charge.amount().currency().equals(CURRENCY) || charge.amount().minor() > Integer.MAX_VALUE) {
			throw new ProviderRefusal("amount_not_taken");
		}
		return (int) charge.amount().minor();
	}

	private static String subject(Charge charge) {
		String subject = charge.subject();
		int length = subject.codePointCount(0, subject.length());
		return (length <= LONGEST_SUBJECT) ? subject
				: "…" + subject.substring(subject.offsetByCodePoints(0, length - LONGEST_SUBJECT + 1));
	}

	private NativePayService orders(Credentials credentials) {
		return new NativePayService.Builder().httpClient(client(credentials)).build();
	}

	private HttpClient client(Credentials credentials) {
		return new WechatHttp(http, settings.wechatPayUrl(), WechatKeys.credential(credentials),
				new WechatPay2Validator(WechatKeys.verifier(credentials)));
	}

	/** What WeChat Pay's library throws, as what it means for money. */
	private static <T> T call(Supplier<T> call) {
		try {
			return call.get();
		}
		catch (ServiceException answered) {
			int status = answered.getHttpStatusCode();
			if (status >= 500 || status == 429 || status == 202) {
				throw new ProviderSilent(ProviderLine.SILENT);
			}
			String code = answered.getErrorCode();
			throw new Refused(status, (code != null) ? code : "status_" + status);
		}
		catch (WechatPayException | JsonParseException | IllegalArgumentException unreadable) {
			// No answer, or one that is not rightly signed: perhaps it was done.
			throw new ProviderSilent(ProviderLine.SILENT, unreadable);
		}
	}

	/**
	 * A refusal with its status, which says whether it is about the order or about us.
	 */
	private static final class Refused extends ProviderRefusal {

		private final int status;

		private Refused(int status, String code) {
			super(code);
			this.status = status;
		}

		/** Our signature or our rights: nothing is said of what was asked. */
		private boolean isAboutUs() {
			return status == 401 || (status == 403 && !code().equals("NOT_ENOUGH"));
		}

	}

}
