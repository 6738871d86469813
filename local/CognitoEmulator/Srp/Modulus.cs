using System.Buffers.Binary;
using System.Numerics;

namespace CognitoEmulator.Srp;

/// <summary>
/// Powers modulo one odd number by Montgomery multiplication on 64-bit words: about five times as fast as
/// <see cref="BigInteger.ModPow"/> at 3072 bits, and SRP is nothing but such powers.
/// See <see href="https://cacr.uwaterloo.ca/hac/about/chap14.pdf">Handbook of Applied Cryptography</see>, 14.36 and 14.85.
/// </summary>
internal sealed class Modulus
{
    private const int WindowBits = 4;

    private readonly ulong[] _modulus;
    private readonly ulong[] _one;
    private readonly BigInteger _square;
    private readonly ulong _inverse;

    public Modulus(BigInteger modulus)
    {
        Value = modulus;
        var words = (int)((modulus.GetBitLength() + 63) / 64);
        _modulus = ToWords(modulus, words);
        _one = ToWords((BigInteger.One << (64 * words)) % modulus, words);
        _square = (BigInteger.One << (128 * words)) % modulus;

        // -1/modulus mod 2^64 by Newton's iteration: each round doubles the correct bits.
        var inverse = 1UL;
        for (var round = 0; round < 6; round++)
        {
            inverse *= 2 - (_modulus[0] * inverse);
        }

        _inverse = 0 - inverse;
    }

    public BigInteger Value { get; }

    public BigInteger Pow(BigInteger number, BigInteger exponent)
    {
        var scratch = new ulong[_modulus.Length + 2];
        var powers = new ulong[1 << WindowBits][];
        powers[0] = _one;
        powers[1] = Enter(number, scratch);
        for (var i = 2; i < powers.Length; i++)
        {
            powers[i] = Product(powers[i - 1], powers[1], scratch);
        }

        var result = (ulong[])_one.Clone();
        for (var window = Windows(exponent) - 1; window >= 0; window--)
        {
            for (var bit = 0; bit < WindowBits; bit++)
            {
                Multiply(result, result, result, scratch);
            }

            Multiply(result, powers[Window(exponent, window)], result, scratch);
        }

        return Leave(result, scratch);
    }

    /// <summary>Powers of one base: its table makes every later power a handful of multiplications.</summary>
    /// <param name="number">The base.</param>
    /// <param name="bits">Length of the largest exponent in bits.</param>
    public Func<BigInteger, BigInteger> PowersOf(BigInteger number, int bits)
    {
        var scratch = new ulong[_modulus.Length + 2];
        var table = new ulong[(bits + WindowBits - 1) / WindowBits][][];
        var power = Enter(number, scratch);
        for (var window = 0; window < table.Length; window++)
        {
            var row = new ulong[1 << WindowBits][];
            row[0] = _one;
            for (var i = 1; i < row.Length; i++)
            {
                row[i] = Product(row[i - 1], power, scratch);
            }

            table[window] = row;
            power = Product(row[^1], power, scratch);
        }

        return exponent =>
        {
            var scratch = new ulong[_modulus.Length + 2];
            var result = (ulong[])_one.Clone();
            for (var window = 0; window < Windows(exponent); window++)
            {
                Multiply(result, table[window][Window(exponent, window)], result, scratch);
            }

            return Leave(result, scratch);
        };
    }

    private static int Windows(BigInteger exponent) => (int)((exponent.GetBitLength() + WindowBits - 1) / WindowBits);

    private static int Window(BigInteger exponent, int index) => (int)((exponent >> (index * WindowBits)) & ((1 << WindowBits) - 1));

    private ulong[] Enter(BigInteger number, ulong[] scratch) =>
        Product(ToWords(number % Value, _modulus.Length), ToWords(_square, _modulus.Length), scratch);

    private BigInteger Leave(ulong[] number, ulong[] scratch)
    {
        var one = new ulong[_modulus.Length];
        one[0] = 1;
        Multiply(number, one, number, scratch);
        var bytes = new byte[number.Length * sizeof(ulong)];
        for (var i = 0; i < number.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), number[i]);
        }

        return new BigInteger(bytes, isUnsigned: true);
    }

    private ulong[] Product(ulong[] left, ulong[] right, ulong[] scratch)
    {
        var result = new ulong[_modulus.Length];
        Multiply(left, right, result, scratch);
        return result;
    }

    /// <summary>result = left · right / 2^(64·words) mod modulus; result may be one of the factors.</summary>
    private void Multiply(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result, Span<ulong> sum)
    {
        ReadOnlySpan<ulong> modulus = _modulus;
        var words = modulus.Length;
        sum.Clear();
        foreach (var digit in left)
        {
            var carry = AddProduct(sum, right, digit);
            sum[words] += carry;
            sum[words + 1] = sum[words] < carry ? 1UL : 0UL;

            carry = AddProduct(sum, modulus, sum[0] * _inverse);
            sum[words] += carry;
            sum[words + 1] += sum[words] < carry ? 1UL : 0UL;

            sum[1..].CopyTo(sum);
        }

        if (sum[words] != 0 || sum[..words].IsAtLeast(modulus))
        {
            sum[..words].Subtract(modulus);
        }

        sum[..words].CopyTo(result);
    }

    private static ulong AddProduct(Span<ulong> sum, ReadOnlySpan<ulong> number, ulong digit)
    {
        var carry = 0UL;
        for (var i = 0; i < number.Length; i++)
        {
            var high = Math.BigMul(number[i], digit, out var low);
            low += carry;
            high += low < carry ? 1UL : 0UL;
            var total = sum[i] + low;
            high += total < low ? 1UL : 0UL;
            sum[i] = total;
            carry = high;
        }

        return carry;
    }

    private static ulong[] ToWords(BigInteger number, int words)
    {
        Span<byte> bytes = new byte[words * sizeof(ulong)];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        var result = new ulong[words];
        for (var i = 0; i < words; i++)
        {
            result[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
        }

        return result;
    }
}

/// <summary>Comparison and subtraction of numbers of the same length, least significant word first.</summary>
file static class Words
{
    public static bool IsAtLeast(this Span<ulong> left, ReadOnlySpan<ulong> right)
    {
        for (var i = left.Length - 1; i >= 0; i--)
        {
            if (left[i] != right[i])
            {
                return left[i] > right[i];
            }
        }

        return true;
    }

    public static void Subtract(this Span<ulong> left, ReadOnlySpan<ulong> right)
    {
        var borrow = 0UL;
        for (var i = 0; i < left.Length; i++)
        {
            var difference = left[i] - right[i];
            var next = left[i] < right[i] || difference < borrow ? 1UL : 0UL;
            left[i] = difference - borrow;
            borrow = next;
        }
    }
}
