package dev.switchboard.status.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrImageTest {

    private static final String CODE = "2@" + "only for the phone that scans it/+=,".repeat(6);

    @Test
    void aPhoneReadsFromThePictureWhatTheGatewaySaid() throws Exception {
        var uri = Objects.requireNonNull(QrImage.dataUri(CODE));

        assertThat(uri).startsWith("data:image/png;base64,");
        assertThat(scanned(uri)).isEqualTo(CODE);
    }

    @Test
    void aPictureOfTheGatewayIsShownAsItIs() {
        assertThat(QrImage.dataUri("data:image/png;base64,AAAA")).isEqualTo("data:image/png;base64,AAAA");
    }

    @Test
    void whatNoPictureHoldsHasNone() {
        assertThat(QrImage.dataUri("2".repeat(10_000))).isNull();
        assertThat(QrImage.dataUri("")).isNull();
    }

    private static String scanned(String uri) throws Exception {
        var png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        var image = ImageIO.read(new ByteArrayInputStream(png));
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
