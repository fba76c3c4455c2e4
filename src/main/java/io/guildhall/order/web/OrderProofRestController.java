package io.guildhall.order.web;

import java.util.List;
import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.order.OrderId;
import io.guildhall.order.OrderProofs;
import io.guildhall.payment.PaymentProof;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** Pictures of payments, for programs. */
@Tag(name = "Orders")
@RestController
@RequestMapping("/api/v1/orders/{id}")
@RequiredArgsConstructor
class OrderProofRestController {

	private final OrderProofs proofs;

	@Operation(summary = "The pictures that show an order's payments by hand")
	@GetMapping("/payment-proofs")
	Slice<PaymentProof> list(@PathVariable OrderId id) {
		return Slice.whole(proofs.of(id));
	}

	@Operation(summary = "Adds pictures of a payment by hand in PNG or JPEG as `files`, all of them or none; "
			+ "three at most")
	@PostMapping(path = "/payments/{payment}/proofs", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	Slice<PaymentProof> add(@PathVariable OrderId id, @PathVariable UUID payment,
			@RequestParam List<MultipartFile> files) {
		return Slice.whole(proofs.add(id, payment, proofs.draw(id, payment, OrderProofFiles.read(files))));
	}

	@Operation(summary = "A picture of a payment, as JPEG; small as lists show it")
	@GetMapping("/payment-proofs/{proof}")
	ResponseEntity<byte[]> get(@PathVariable OrderId id, @PathVariable UUID proof,
			@RequestParam(defaultValue = "false") boolean small) {
		return OrderProofFiles.answer(proofs.jpeg(id, proof, small));
	}

	@Operation(summary = "Takes a picture of a payment away")
	@DeleteMapping("/payment-proofs/{proof}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable OrderId id, @PathVariable UUID proof) {
		proofs.remove(id, proof);
	}

}
