package io.guildhall.catalog;

import java.util.Optional;

import org.springframework.data.repository.Repository;

interface FlashSaleRepository extends Repository<FlashSale, FlashSaleId> {

	FlashSale save(FlashSale sale);

	Optional<FlashSale> findById(FlashSaleId id);

}
